-- roles (part)
from roles r
join users_roles ur on ur.tenant_id = r.tenant_id and ur.role_id = r.id
where ur.tenant_id = $1 and ur.user_id = $2

-- role_ids
select role_id
from users_roles
where tenant_id = $1 and user_id = $2
order by role_id;

-- role_types
select id, type
from roles
where tenant_id = $1 and id in (select x.value from $list(2, x));

-- of_member (part)
-- $3: organizations that the user is about to join.
o.tenant_id = $1
  and o.id in (
    select m.organization_id
    from organization_users m
    where m.tenant_id = $1 and m.user_id = $2
    union all
    select x.value
    from $list(3, x)
  )

-- requires_mfa
select 1 as found
from organizations o
where $include(of_member) and o.is_mfa_required
limit 1;

-- forbids_trusted_devices
select 1 as found
from organizations o
where $include(of_member) and not o.is_trusted_device_allowed
limit 1;

-- organizations
-- One row a role in an organization; nulls for an organization without.
select $include(organization_store.columns), r.id as role_id, r.name as role_name
from organization_users m
join organizations o on o.tenant_id = m.tenant_id and o.id = m.organization_id
left join organization_role_users mr on mr.tenant_id = m.tenant_id
  and mr.organization_id = m.organization_id
  and mr.user_id = m.user_id
left join organization_roles r on r.tenant_id = mr.tenant_id and r.id = mr.organization_role_id
where m.tenant_id = $1 and m.user_id = $2
order by o.created_at, o.id, r.name;
