-- everyone (member: user, application)
select $(member)_id as member_id
from organization_$(member)s
where tenant_id = $1 and organization_id = $2
order by $(member)_id;

-- is_member (member: user, application)
select count(*) as total
from organization_$(member)s
where tenant_id = $1 and organization_id = $2 and $(member)_id = $3;

-- roles (member: user, application)
select r.id, r.name, r.description, r.type
from organization_role_$(member)s m
join organization_roles r on r.tenant_id = m.tenant_id and r.id = m.organization_role_id
where m.tenant_id = $1 and m.organization_id = $2 and m.$(member)_id = $3
order by r.name limit $4 offset $5;

-- count_roles (member: user, application)
select count(*) as total
from organization_role_$(member)s m
join organization_roles r on r.tenant_id = m.tenant_id and r.id = m.organization_role_id
where m.tenant_id = $1 and m.organization_id = $2 and m.$(member)_id = $3;

-- held_roles (member: user, application)
select m.$(member)_id as member_id, r.id, r.name
from organization_role_$(member)s m
join organization_roles r on r.tenant_id = m.tenant_id and r.id = m.organization_role_id
where m.tenant_id = $1
  and m.organization_id = $2
  and m.$(member)_id in (select x.value from $list(3, x))
order by r.name;

-- known (member: user, application)
select count(*) as total
from $(member)s
where tenant_id = $1 and id in (select x.value from $list(2, x));

-- user_can_join (part)
true

-- application_can_join (part)
m.type = 'MachineToMachine'

-- add (member: user, application)
-- An update that changes nothing makes a row that is there already count.
insert into organization_$(member)s (tenant_id, organization_id, $(member)_id)
select $1, $2, m.id
from $(member)s m
where m.tenant_id = $1
  and $include($(member)_can_join)
  and m.id in (select x.value from $list(3, x))
order by m.id
on conflict (tenant_id, organization_id, $(member)_id) do update
  set organization_id = excluded.organization_id;

-- remove_others (member: user, application)
delete from organization_$(member)s
where tenant_id = $1
  and organization_id = $2
  and $(member)_id not in (select m.value from $list(3, m));

-- remove (member: user, application)
delete from organization_$(member)s
where tenant_id = $1 and organization_id = $2 and $(member)_id = $3;

-- user_role_type (part)
'User'

-- application_role_type (part)
'MachineToMachine'

-- add_roles (member: user, application)
insert into organization_role_$(member)s (tenant_id, organization_id, organization_role_id,
    $(member)_id)
select $1, $2, r.id, m.value
from organization_roles r
cross join $list(3, m)
where r.tenant_id = $1
  and r.type = $include($(member)_role_type)
  and r.id in (select x.value from $list(4, x))
order by r.id, m.value
on conflict (tenant_id, organization_id, organization_role_id, $(member)_id) do update
  set organization_id = excluded.organization_id;

-- remove_other_roles (member: user, application)
delete from organization_role_$(member)s
where tenant_id = $1
  and organization_id = $2
  and $(member)_id = $3
  and organization_role_id not in (select x.value from $list(4, x));

-- remove_role (member: user, application)
delete from organization_role_$(member)s
where tenant_id = $1
  and organization_id = $2
  and $(member)_id = $3
  and organization_role_id = $4;

-- join
insert into organization_users (tenant_id, organization_id, user_id)
select tenant_id, id, $3
from organizations
where tenant_id = $1 and id = $2
on conflict do nothing;

-- join_roles
insert into organization_role_users (tenant_id, organization_id, organization_role_id, user_id)
select j.tenant_id, j.organization_id, r.id, $3
from organization_jit_roles j
join organization_roles r on r.tenant_id = j.tenant_id
  and r.id = j.organization_role_id
  and r.type = 'User'
where j.tenant_id = $1 and j.organization_id = $2
on conflict do nothing;

-- join_by_invitation
insert into organization_users (tenant_id, organization_id, user_id)
select tenant_id, organization_id, $3
from organization_invitations
where tenant_id = $1 and id = $2
on conflict do nothing;

-- join_roles_by_invitation
insert into organization_role_users (tenant_id, organization_id, organization_role_id, user_id)
select i.tenant_id, i.organization_id, r.id, $3
from organization_invitations i
join organization_invitation_roles x on x.tenant_id = i.tenant_id
  and x.organization_invitation_id = i.id
join organization_roles r on r.tenant_id = x.tenant_id
  and r.id = x.organization_role_id
  and r.type = 'User'
where i.tenant_id = $1 and i.id = $2
on conflict do nothing;

-- join_by_domain
insert into organization_users (tenant_id, organization_id, user_id)
select d.tenant_id, d.organization_id, $2
from organization_jit_email_domains d
where d.tenant_id = $1 and d.email_domain = $3
order by d.organization_id
on conflict do nothing;

-- join_roles_by_domain
insert into organization_role_users (tenant_id, organization_id, organization_role_id, user_id)
select d.tenant_id, d.organization_id, r.id, $2
from organization_jit_email_domains d
join organization_jit_roles j on j.tenant_id = d.tenant_id and j.organization_id = d.organization_id
join organization_roles r on r.tenant_id = j.tenant_id
  and r.id = j.organization_role_id
  and r.type = 'User'
where d.tenant_id = $1 and d.email_domain = $3
order by d.organization_id, r.id
on conflict do nothing;

-- join_by_sso_connector
insert into organization_users (tenant_id, organization_id, user_id)
select c.tenant_id, c.organization_id, $2
from organization_jit_sso_connectors c
where c.tenant_id = $1 and c.sso_connector_id = $3
order by c.organization_id
on conflict do nothing;

-- join_roles_by_sso_connector
insert into organization_role_users (tenant_id, organization_id, organization_role_id, user_id)
select c.tenant_id, c.organization_id, r.id, $2
from organization_jit_sso_connectors c
join organization_jit_roles j on j.tenant_id = c.tenant_id and j.organization_id = c.organization_id
join organization_roles r on r.tenant_id = j.tenant_id
  and r.id = j.organization_role_id
  and r.type = 'User'
where c.tenant_id = $1 and c.sso_connector_id = $3
order by c.organization_id, r.id
on conflict do nothing;

-- put (member: user, application)
insert into organization_$(member)s (tenant_id, organization_id, $(member)_id)
values ($1, $2, $3)
on conflict do nothing;

-- put_role (member: user, application)
insert into organization_role_$(member)s (tenant_id, organization_id, organization_role_id,
    $(member)_id)
values ($1, $2, $3, $4)
on conflict do nothing;

-- needed_roles (part)
select l.value
from $list(5, l)
union all
select t.organization_role_id
from organization_role_users t
where t.tenant_id = $1 and t.organization_id = $2 and t.user_id = $6

-- may_give (part)
-- The $(user) of the $(organization) of the $(tenant) stays, and holds the $(permission) and all that
-- the roles of the part $(needed) permit.
not exists (
    select 1
    from users u
    where u.tenant_id = $(tenant) and u.id = $(user) and u.is_suspended
  )
  and not exists (
    select 1
    from account_deletions d
    where d.tenant_id = $(tenant) and d.user_id = $(user)
  )
  and exists (
    select 1
    from organization_role_users m
    join organization_role_scopes x on x.tenant_id = m.tenant_id
      and x.organization_role_id = m.organization_role_id
    join organization_scopes s on s.tenant_id = x.tenant_id and s.id = x.organization_scope_id
    where m.tenant_id = $(tenant)
      and m.organization_id = $(organization)
      and m.user_id = $(user)
      and s.name = $(permission)
  )
  and not exists (
    select 1
    from organization_role_scopes n
    where n.tenant_id = $(tenant)
      and n.organization_role_id in ($include($(needed)))
      and n.organization_scope_id not in (
        select x.organization_scope_id
        from organization_role_users m
        join organization_role_scopes x on x.tenant_id = m.tenant_id
          and x.organization_role_id = m.organization_role_id
        where m.tenant_id = $(tenant)
          and m.organization_id = $(organization)
          and m.user_id = $(user)
      )
  )
  and not exists (
    select 1
    from organization_role_resource_scopes n
    where n.tenant_id = $(tenant)
      and n.organization_role_id in ($include($(needed)))
      and n.scope_id not in (
        select x.scope_id
        from organization_role_users m
        join organization_role_resource_scopes x on x.tenant_id = m.tenant_id
          and x.organization_role_id = m.organization_role_id
        where m.tenant_id = $(tenant)
          and m.organization_id = $(organization)
          and m.user_id = $(user)
      )
  )

-- require_powers
-- Beside what the user does by the permission $4 with the roles $5, or to the member $6; changes
-- nothing, and holds the membership until it is done.
update organization_users
set user_id = user_id
where tenant_id = $1
  and organization_id = $2
  and user_id = $3
  and $include(may_give, tenant=$1, organization=$2, user=$3, permission=$4, needed=needed_roles);
