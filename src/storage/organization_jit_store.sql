-- organizations
select organization_id
from organization_jit_email_domains
where tenant_id = $1 and email_domain = $2
order by organization_id;

-- domains
select email_domain
from organization_jit_email_domains
where tenant_id = $1 and organization_id = $2
order by email_domain limit $3 offset $4;

-- count_domains
select count(*) as total
from organization_jit_email_domains
where tenant_id = $1 and organization_id = $2;

-- insert_domain
insert into organization_jit_email_domains (tenant_id, organization_id, email_domain)
values ($1, $2, $3);

-- remove_domain
delete from organization_jit_email_domains
where tenant_id = $1 and organization_id = $2 and email_domain = $3;

-- remove_other_domains
delete from organization_jit_email_domains
where tenant_id = $1
  and organization_id = $2
  and email_domain not in (select d.value from $list(3, d));

-- insert_domains
insert into organization_jit_email_domains (tenant_id, organization_id, email_domain)
select $1, $2, d.value
from $list(3, d)
where true
on conflict do nothing;

-- organizations_for_sso_connector
select organization_id
from organization_jit_sso_connectors
where tenant_id = $1 and sso_connector_id = $2
order by organization_id;

-- sso_connectors
select c.id
from organization_jit_sso_connectors j
join sso_connectors c on c.tenant_id = j.tenant_id and c.id = j.sso_connector_id
where j.tenant_id = $1 and j.organization_id = $2
order by c.connector_name limit $3 offset $4;

-- count_sso_connectors
select count(*) as total
from organization_jit_sso_connectors
where tenant_id = $1 and organization_id = $2;

-- add_sso_connectors
-- The update changes nothing; it makes a row that is there already count.
insert into organization_jit_sso_connectors (tenant_id, organization_id, sso_connector_id)
select $1, $2, c.id
from sso_connectors c
where c.tenant_id = $1 and c.id in (select x.value from $list(3, x))
on conflict (tenant_id, organization_id, sso_connector_id) do update
  set sso_connector_id = excluded.sso_connector_id;

-- remove_other_sso_connectors
delete from organization_jit_sso_connectors
where tenant_id = $1
  and organization_id = $2
  and sso_connector_id not in (select x.value from $list(3, x));

-- remove_sso_connector
delete from organization_jit_sso_connectors
where tenant_id = $1 and organization_id = $2 and sso_connector_id = $3;

-- roles
select r.id, r.name, r.description, r.type
from organization_jit_roles j
join organization_roles r on r.tenant_id = j.tenant_id and r.id = j.organization_role_id
where j.tenant_id = $1 and j.organization_id = $2
order by r.name limit $3 offset $4;

-- count_roles
select count(*) as total
from organization_jit_roles
where tenant_id = $1 and organization_id = $2;

-- add_roles
-- The update changes nothing; it makes a row that is there already count.
insert into organization_jit_roles (tenant_id, organization_id, organization_role_id)
select $1, $2, r.id
from organization_roles r
where r.tenant_id = $1 and r.type = 'User' and r.id in (select x.value from $list(3, x))
on conflict (tenant_id, organization_id, organization_role_id) do update
  set organization_role_id = excluded.organization_role_id;

-- remove_other_roles
delete from organization_jit_roles
where tenant_id = $1
  and organization_id = $2
  and organization_role_id not in (select x.value from $list(3, x));

-- remove_role
delete from organization_jit_roles
where tenant_id = $1 and organization_id = $2 and organization_role_id = $3;
