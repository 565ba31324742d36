-- all_roles (part)
from organization_roles
where tenant_id = $1

-- every_scope (part)
from organization_scopes
where tenant_id = $1

-- find_role
select id, name, description, type
from organization_roles
where tenant_id = $1 and id = $2;

-- find_roles
select id, name, description, type
from organization_roles
where tenant_id = $1
  and (
    id in (select x.value from $list(2, x))
    or name in (select x.value from $list(3, x))
  );

-- find_scope
select id, name, description
from organization_scopes
where tenant_id = $1 and id = $2;

-- all_scopes (cached)
select id, name, description
from organization_scopes
where tenant_id = $1
order by name;

-- scopes_of_role
select s.id, s.name, s.description
from organization_role_scopes x
join organization_scopes s on s.tenant_id = x.tenant_id and s.id = x.organization_scope_id
where x.tenant_id = $1 and x.organization_role_id = $2
order by s.name limit $3 offset $4;

-- count_scopes_of_role
select count(*) as total
from organization_role_scopes
where tenant_id = $1 and organization_role_id = $2;

-- resource_scopes_of_role
select $include(resource_store.scope_columns)
from organization_role_resource_scopes x
join scopes s on s.tenant_id = x.tenant_id and s.id = x.scope_id
join resources r on r.tenant_id = s.tenant_id and r.id = s.resource_id
where x.tenant_id = $1 and x.organization_role_id = $2
order by s.name, s.id limit $3 offset $4;

-- count_resource_scopes_of_role
select count(*) as total
from organization_role_resource_scopes
where tenant_id = $1 and organization_role_id = $2;

-- scopes_of_roles
select x.organization_role_id as role_id, s.id, s.name, s.description
from organization_role_scopes x
join organization_scopes s on s.tenant_id = x.tenant_id and s.id = x.organization_scope_id
where x.tenant_id = $1 and x.organization_role_id in (select x.value from $list(2, x))
order by s.name;

-- resource_scopes_of_roles
select $include(resource_store.scope_columns), x.organization_role_id as role_id
from organization_role_resource_scopes x
join scopes s on s.tenant_id = x.tenant_id and s.id = x.scope_id
join resources r on r.tenant_id = s.tenant_id and r.id = s.resource_id
where x.tenant_id = $1 and x.organization_role_id in (select x.value from $list(2, x))
order by s.name, s.id;

-- has_management_scope
select count(*) as total
from scopes s
join resources r on r.tenant_id = s.tenant_id and r.id = s.resource_id
where s.tenant_id = $1
  and r.indicator like 'https://%.logto.app/api'
  and s.id in (select x.value from $list(2, x));

-- insert_role
insert into organization_roles (tenant_id, id, name, description, type)
values ($1, $2, $3, $4, $5);

-- update_role
update organization_roles
set name = coalesce($3, name), description = case when $4 then $5 else description end,
    type = coalesce($6, type)
where tenant_id = $1
  and id = $2
  and (
    coalesce($6, type) = type
    or not (
      exists (
        select 1
        from organization_role_users x
        where x.tenant_id = $1 and x.organization_role_id = $2
      )
      or exists (
        select 1
        from organization_role_applications x
        where x.tenant_id = $1 and x.organization_role_id = $2
      )
      or exists (
        select 1
        from organization_invitation_roles x
        where x.tenant_id = $1 and x.organization_role_id = $2
      )
      or exists (
        select 1
        from organization_jit_roles x
        where x.tenant_id = $1 and x.organization_role_id = $2
      )
      or (
        coalesce($6, type) = 'User'
        and exists (
          select 1
          from organization_role_resource_scopes x
          join scopes s on s.tenant_id = x.tenant_id and s.id = x.scope_id
          join resources r on r.tenant_id = s.tenant_id and r.id = s.resource_id
          where x.tenant_id = $1
            and x.organization_role_id = $2
            and r.indicator like 'https://%.logto.app/api'
        )
      )
    )
  );

-- remove_role
delete from organization_roles
where tenant_id = $1 and id = $2;

-- lock_role
update organization_roles
set type = type
where tenant_id = $1 and id = $2 and type = $3;

-- insert_scope
insert into organization_scopes (tenant_id, id, name, description)
values ($1, $2, $3, $4);

-- update_scope
update organization_scopes
set name = coalesce($3, name), description = case when $4 then $5 else description end
where tenant_id = $1 and id = $2;

-- remove_scope
delete from organization_scopes
where tenant_id = $1 and id = $2;

-- assign_scope
insert into organization_role_scopes (tenant_id, organization_role_id, organization_scope_id)
values ($1, $2, $3)
on conflict do nothing;

-- assign_resource_scope
insert into organization_role_resource_scopes (tenant_id, organization_role_id, scope_id)
values ($1, $2, $3)
on conflict do nothing;

-- withdraw_scope
delete from organization_role_scopes
where tenant_id = $1 and organization_role_id = $2 and organization_scope_id = $3;

-- withdraw_resource_scope
delete from organization_role_resource_scopes
where tenant_id = $1 and organization_role_id = $2 and scope_id = $3;

-- withdraw_scopes
delete from organization_role_scopes
where tenant_id = $1 and organization_role_id = $2;

-- withdraw_resource_scopes
delete from organization_role_resource_scopes
where tenant_id = $1 and organization_role_id = $2;
