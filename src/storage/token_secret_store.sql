-- columns (part)
id, user_id, wrapped_key, ciphertext, scope, token_type, has_refresh_token, expires_at,
    connector_id, target, sso_connector_id, issuer, identity_id, generation, leased_until,
    created_at, updated_at

-- list
select $include(columns)
from secrets
where tenant_id = $1 and user_id = $2
order by created_at, id;

-- find_social
select $include(columns)
from secrets
where tenant_id = $1 and user_id = $2 and target = $3;

-- find_sso
select $include(columns)
from secrets
where tenant_id = $1 and user_id = $2 and sso_connector_id = $3;

-- into_secrets (part)
insert into secrets (tenant_id, id, user_id, type, wrapped_key, ciphertext, scope, token_type,
    has_refresh_token, expires_at, connector_id, target, sso_connector_id, issuer, identity_id,
    generation, created_at, updated_at)

-- insert_social
$include(into_secrets)
select $1, $2, $3, 'federated_token_set', $4, $5, $6, $7, $8, $9, c.id, $11, null, null, $12, 0, $13,
    $13
from connectors c
where c.tenant_id = $1 and c.id = $10 and c.enable_token_storage;

-- insert_social (postgres)
-- Who switches the storage off at the same time waits, and then removes this set too.
$include(into_secrets)
select $1, $2, $3, 'federated_token_set', $4, $5, $6, $7, $8, $9, c.id, $11, null, null, $12, 0, $13,
    $13
from connectors c
where c.tenant_id = $1 and c.id = $10 and c.enable_token_storage
for share of c;

-- insert_sso
$include(into_secrets)
select $1, $2, $3, 'federated_token_set', $4, $5, $6, $7, $8, $9, null, null, c.id, $11, $12, 0, $13,
    $13
from sso_connectors c
where c.tenant_id = $1 and c.id = $10 and c.enable_token_storage;

-- insert_sso (postgres)
-- As insert_social: it waits for who switches the storage off.
$include(into_secrets)
select $1, $2, $3, 'federated_token_set', $4, $5, $6, $7, $8, $9, null, null, c.id, $11, $12, 0, $13,
    $13
from sso_connectors c
where c.tenant_id = $1 and c.id = $10 and c.enable_token_storage
for share of c;

-- remove
delete from secrets
where tenant_id = $1 and id = $2;

-- remove_generation
delete from secrets
where tenant_id = $1 and id = $2 and generation = $3;

-- remove_social
delete from secrets
where tenant_id = $1 and user_id = $2 and target = $3;

-- remove_sso
delete from secrets
where tenant_id = $1 and user_id = $2 and sso_connector_id = $3;

-- remove_of_connector
delete from secrets
where tenant_id = $1 and connector_id = $2;

-- remove_of_sso_connector
delete from secrets
where tenant_id = $1 and sso_connector_id = $2;

-- lease
update secrets
set leased_until = $5
where tenant_id = $1 and id = $2 and generation = $3
  and (leased_until is null or leased_until <= $4);

-- refresh
update secrets
set wrapped_key = $4, ciphertext = $5, scope = $6, token_type = $7, has_refresh_token = $8,
    expires_at = $9, updated_at = $10, generation = generation + 1, leased_until = null
where tenant_id = $1 and id = $2 and generation = $3;

-- release
update secrets
set leased_until = null
where tenant_id = $1 and id = $2 and generation = $3 and leased_until = $4;
