-- scopes (part)
-- By the roles of the tenant, and by those in an organization.
select r.indicator, s.id as scope_id, s.name, null as organization_id
from $(member)s_roles mr
join roles_scopes rs on rs.tenant_id = mr.tenant_id and rs.role_id = mr.role_id
join scopes s on s.tenant_id = rs.tenant_id and s.id = rs.scope_id
join resources r on r.tenant_id = s.tenant_id and r.id = s.resource_id
where mr.tenant_id = $1 and mr.$(member)_id = $2
union all
select r.indicator, s.id, s.name, m.organization_id
from organization_role_$(member)s m
join organization_role_resource_scopes os on os.tenant_id = m.tenant_id
  and os.organization_role_id = m.organization_role_id
join scopes s on s.tenant_id = os.tenant_id and s.id = os.scope_id
join resources r on r.tenant_id = s.tenant_id and r.id = s.resource_id
where m.tenant_id = $1 and m.$(member)_id = $2

-- user_scopes
$include(scopes, member=user);

-- application_scopes (cached)
$include(scopes, member=application);

-- role_names
select r.name
from users_roles ur
join roles r on r.tenant_id = ur.tenant_id and r.id = ur.role_id
where ur.tenant_id = $1 and ur.user_id = $2
order by r.name;

-- organizations
select o.id, o.name, o.description, o.is_mfa_required
from organization_users ou
join organizations o on o.tenant_id = ou.tenant_id and o.id = ou.organization_id
where ou.tenant_id = $1 and ou.user_id = $2
order by o.created_at, o.id;

-- organization_roles
select m.organization_id, r.name
from organization_role_users m
join organization_roles r on r.tenant_id = m.tenant_id and r.id = m.organization_role_id
where m.tenant_id = $1 and m.user_id = $2
order by m.organization_id, r.name;

-- membership (member: user, application)
-- One row a scope of the member, with the organization; a member without scopes has one row.
select distinct o.id, o.name, o.description, o.is_mfa_required, s.id as scope_id,
    s.name as scope_name
from organization_$(member)s m
join organizations o on o.tenant_id = m.tenant_id and o.id = m.organization_id
left join organization_role_$(member)s mr on mr.tenant_id = m.tenant_id
  and mr.organization_id = m.organization_id
  and mr.$(member)_id = m.$(member)_id
left join organization_role_scopes rs on rs.tenant_id = mr.tenant_id
  and rs.organization_role_id = mr.organization_role_id
left join organization_scopes s on s.tenant_id = rs.tenant_id and s.id = rs.organization_scope_id
where m.tenant_id = $1 and m.organization_id = $2 and m.$(member)_id = $3
order by s.name;

-- consented_organizations
select organization_id
from user_consent_organizations
where tenant_id = $1 and application_id = $2 and user_id = $3
order by organization_id;
