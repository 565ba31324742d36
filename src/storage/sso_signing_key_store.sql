-- list
select id, sso_connector_id, private_key, certificate, active, created_at, expires_at
from sso_signing_keys
where tenant_id = $1 and sso_connector_id = $2
order by created_at, id;

-- find_active
select id, sso_connector_id, private_key, certificate, active, created_at, expires_at
from sso_signing_keys
where tenant_id = $1 and sso_connector_id = $2 and active;

-- insert
insert into sso_signing_keys (tenant_id, id, sso_connector_id, private_key, certificate, active,
    created_at, expires_at)
select t.id, $2, $3, $4, $5, $6, $7, $8
from tenants t
where t.id = $1
  and (select count(*) from sso_signing_keys k where k.tenant_id = $1 and k.sso_connector_id = $3)
    < $9;

-- deactivate_any
update sso_signing_keys
set active = false
where tenant_id = $1 and sso_connector_id = $2 and active;

-- deactivate
update sso_signing_keys
set active = false
where tenant_id = $1 and sso_connector_id = $2 and id = $3 and active;

-- activate
update sso_signing_keys
set active = true
where tenant_id = $1 and sso_connector_id = $2 and id = $3;

-- remove
delete from sso_signing_keys
where tenant_id = $1 and sso_connector_id = $2 and id = $3 and not active;
