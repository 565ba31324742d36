-- of_member
-- One row a permission, of either kind.
select x.organization_scope_id as permission_id, null as scope_id
from organization_role_users m
join organization_role_scopes x on x.tenant_id = m.tenant_id
  and x.organization_role_id = m.organization_role_id
where m.tenant_id = $1 and m.organization_id = $2 and m.user_id = $3
union all
select null, x.scope_id
from organization_role_users m
join organization_role_resource_scopes x on x.tenant_id = m.tenant_id
  and x.organization_role_id = m.organization_role_id
where m.tenant_id = $1 and m.organization_id = $2 and m.user_id = $3;

-- of_roles
-- Likewise; a role without permissions has one row with nulls.
select r.id, r.name, r.description, r.type, x.organization_scope_id as permission_id,
    null as scope_id
from organization_roles r
left join organization_role_scopes x on x.tenant_id = r.tenant_id and x.organization_role_id = r.id
where r.tenant_id = $1 and r.type = 'User'
union all
select r.id, r.name, r.description, r.type, null, x.scope_id
from organization_roles r
join organization_role_resource_scopes x on x.tenant_id = r.tenant_id
  and x.organization_role_id = r.id
where r.tenant_id = $1 and r.type = 'User'
order by 2, 1;
