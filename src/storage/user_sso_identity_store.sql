-- list
select id, user_id, sso_connector_id, issuer, identity_id, detail, created_at, updated_at
from user_sso_identities
where tenant_id = $1 and user_id = $2
order by created_at, id;

-- list_all
select id, user_id, sso_connector_id, issuer, identity_id, detail, created_at, updated_at
from user_sso_identities
where tenant_id = $1 and user_id in (select x.value from $list(2, x))
order by user_id, created_at, id;

-- find
select id, user_id, sso_connector_id, issuer, identity_id, detail, created_at, updated_at
from user_sso_identities
where tenant_id = $1 and issuer = $2 and identity_id = $3;

-- insert
insert into user_sso_identities (tenant_id, id, user_id, sso_connector_id, issuer, identity_id,
    detail, created_at, updated_at)
values ($1, $2, $3, $4, $5, $6, $7, $8, $8);

-- refresh
update user_sso_identities
set detail = $5, updated_at = $6
where tenant_id = $1 and user_id = $2 and issuer = $3 and identity_id = $4;

-- remove
delete from user_sso_identities
where tenant_id = $1 and user_id = $2 and sso_connector_id = $3;

-- remove_of_other_issuers
delete from user_sso_identities
where tenant_id = $1 and user_id = $2 and sso_connector_id = $3 and issuer <> $4;
