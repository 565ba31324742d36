-- columns (part)
-- A role, in every statement that reads one.
r.id, r.name, r.description, r.type, r.is_default

-- visible (part)
from roles r
where r.tenant_id = $1 and substr(r.name, 1, 10) <> '#internal:'

-- is_not_held_by_user (part)
and not exists (
    select 1
    from users_roles x
    where x.tenant_id = r.tenant_id and x.role_id = r.id and x.user_id = $?
  )

-- is_not_held_by_application (part)
and not exists (
    select 1
    from applications_roles x
    where x.tenant_id = r.tenant_id and x.role_id = r.id and x.application_id = $?
  )

-- scopes (part)
from roles_scopes x
join scopes s on s.tenant_id = x.tenant_id and s.id = x.scope_id
join resources r on r.tenant_id = s.tenant_id and r.id = s.resource_id
where x.tenant_id = $1 and x.role_id = $2

-- users (part)
from users_roles x
join users u on u.tenant_id = x.tenant_id and u.id = x.user_id
where x.tenant_id = $1 and x.role_id = $2

-- find
select $include(columns)
from roles r
where r.tenant_id = $1 and r.id = $2;

-- find_by_name
select $include(columns)
from roles r
where r.tenant_id = $1 and r.name = $2;

-- insert
insert into roles (tenant_id, id, name, description, type, is_default)
values ($1, $2, $3, $4, $5, $6);

-- update
update roles
set name = coalesce($3, name), description = coalesce($4, description),
    is_default = coalesce($5, is_default)
where tenant_id = $1 and id = $2;

-- remove
delete from roles
where tenant_id = $1 and id = $2;

-- assign_scope
insert into roles_scopes (tenant_id, role_id, scope_id)
values ($1, $2, $3)
on conflict do nothing;

-- remove_scope
delete from roles_scopes
where tenant_id = $1 and role_id = $2 and scope_id = $3;

-- count_holders
-- Role by role, because a grouped count goes through the holders of all roles.
select r.id,
    (
      select count(*)
      from users_roles x
      where x.tenant_id = r.tenant_id and x.role_id = r.id
    ) as users,
    (
      select count(*)
      from applications_roles x
      where x.tenant_id = r.tenant_id and x.role_id = r.id
    ) as applications
from roles r
where r.tenant_id = $1 and r.id in (select x.value from $list(2, x));

-- first_holders (part)
-- By id: three look-ups in the index, where a window function would go through all holders.
(
      select x.$(member)_id
      from $(member)s_roles x
      where x.tenant_id = r.tenant_id and x.role_id = r.id
      order by x.$(member)_id limit 1 offset 0
    ),
    (
      select x.$(member)_id
      from $(member)s_roles x
      where x.tenant_id = r.tenant_id and x.role_id = r.id
      order by x.$(member)_id limit 1 offset 1
    ),
    (
      select x.$(member)_id
      from $(member)s_roles x
      where x.tenant_id = r.tenant_id and x.role_id = r.id
      order by x.$(member)_id limit 1 offset 2
    )

-- featured_users
select r.id as role_id, u.id, u.name, u.avatar
from roles r
join users u on u.tenant_id = r.tenant_id and u.id in ($include(first_holders, member=user))
where r.tenant_id = $1 and r.id in (select x.value from $list(2, x))
order by r.id, u.id;

-- featured_applications
select r.id as role_id, a.id, a.name, a.type
from roles r
join applications a on a.tenant_id = r.tenant_id
  and a.id in ($include(first_holders, member=application))
where r.tenant_id = $1 and r.id in (select x.value from $list(2, x))
order by r.id, a.id;

-- find_scopes
select $include(resource_store.scope_columns)
from scopes s
join resources r on r.tenant_id = s.tenant_id and r.id = s.resource_id
where s.tenant_id = $1 and s.id in (select x.value from $list(2, x))
order by s.name, s.id;

-- find_users
select u.id,
    exists (
      select 1
      from users_roles x
      where x.tenant_id = u.tenant_id and x.user_id = u.id and x.role_id = $3
    ) as holds_role,
    '' as type
from users u
where u.tenant_id = $1 and u.id in (select x.value from $list(2, x));

-- find_applications
select a.id,
    exists (
      select 1
      from applications_roles x
      where x.tenant_id = a.tenant_id and x.application_id = a.id and x.role_id = $3
    ) as holds_role,
    a.type
from applications a
where a.tenant_id = $1 and a.id in (select x.value from $list(2, x));
