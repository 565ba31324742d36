-- memberships
-- The page of organizations, and for each of them one row a role.
select $include(organization_store.columns), r.id as role_id, r.name as role_name
from (
  select p.*
  from organization_applications a
  join organizations p on p.tenant_id = a.tenant_id and p.id = a.organization_id
  where a.tenant_id = $1 and a.application_id = $2
  order by p.created_at desc, p.id limit $3 offset $4
) o
left join organization_role_applications m on m.tenant_id = o.tenant_id
  and m.organization_id = o.id
  and m.application_id = $2
left join organization_roles r on r.tenant_id = m.tenant_id and r.id = m.organization_role_id
order by o.created_at desc, o.id, r.name;

-- count_memberships
select count(*) as total
from organization_applications
where tenant_id = $1 and application_id = $2;

-- consented
select $include(organization_store.columns)
from user_consent_organizations c
join organizations o on o.tenant_id = c.tenant_id and o.id = c.organization_id
where c.tenant_id = $1 and c.application_id = $2 and c.user_id = $3
order by o.created_at desc, o.id limit $4 offset $5;

-- count_consented
select count(*) as total
from user_consent_organizations
where tenant_id = $1 and application_id = $2 and user_id = $3;

-- insert_consented
insert into user_consent_organizations (tenant_id, application_id, user_id, organization_id)
select $1, $2, $3, x.value
from $list(4, x)
where true
on conflict do nothing;

-- remove_others
delete from user_consent_organizations
where tenant_id = $1
  and application_id = $2
  and user_id = $3
  and organization_id not in (select x.value from $list(4, x));

-- remove
delete from user_consent_organizations
where tenant_id = $1 and application_id = $2 and user_id = $3 and organization_id = $4;
