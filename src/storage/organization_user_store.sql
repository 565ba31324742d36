-- members (part)
from organization_users m
join users u on u.tenant_id = m.tenant_id and u.id = m.user_id
where m.tenant_id = $1 and m.organization_id = $2

-- holds_role (part)
and exists (
    select 1
    from organization_role_users r
    where r.tenant_id = m.tenant_id
      and r.organization_id = m.organization_id
      and r.user_id = m.user_id
      and r.organization_role_id = $?
  )

-- scopes
select distinct s.id, s.name, s.description
from organization_role_users m
join organization_role_scopes x on x.tenant_id = m.tenant_id
  and x.organization_role_id = m.organization_role_id
join organization_scopes s on s.tenant_id = x.tenant_id and s.id = x.organization_scope_id
where m.tenant_id = $1 and m.organization_id = $2 and m.user_id = $3
order by s.name;

-- held_permissions
select distinct m.organization_id, s.name
from organization_role_users m
join organization_role_scopes x on x.tenant_id = m.tenant_id
  and x.organization_role_id = m.organization_role_id
join organization_scopes s on s.tenant_id = x.tenant_id and s.id = x.organization_scope_id
where m.tenant_id = $1 and m.user_id = $2 and s.name in (select x.value from $list(3, x));

-- has
select count(*) as total
from organization_users m
join users u on u.tenant_id = m.tenant_id and u.id = m.user_id
where m.tenant_id = $1 and m.organization_id = $2 and u.primary_email = $3;
