-- find_visit
select sso_connector_id, connector_id, request_id, redirect_uri, state, code_hash, account, expires_at
from saml_visits
where tenant_id = $1 and id = $2;

-- insert_visit
insert into saml_visits (tenant_id, id, sso_connector_id, connector_id, request_id, redirect_uri,
    state, expires_at)
values ($1, $2, $3, $4, $5, $6, $7, $8);

-- answer_visit
update saml_visits
set code_hash = $3, account = $4
where tenant_id = $1 and id = $2 and code_hash is null;

-- use_visit
delete from saml_visits
where tenant_id = $1 and id = $2 and code_hash = $3;

-- end_visit
delete from saml_visits
where tenant_id = $1 and id = $2 and code_hash is null;

-- remember
insert into saml_assertions (tenant_id, id, expires_at)
values ($1, $2, $3);

-- find_session
select sso_connector_id, account, expires_at
from saml_idp_sessions
where tenant_id = $1 and id = $2;

-- insert_session
insert into saml_idp_sessions (tenant_id, id, sso_connector_id, account, expires_at)
values ($1, $2, $3, $4, $5);

-- use_session
delete from saml_idp_sessions
where tenant_id = $1 and id = $2;

-- remove_expired_visits
-- A bounded step, so that the writer is never busy for long.
delete from saml_visits
where tenant_id = $1
  and id in (
    select id
    from saml_visits
    where tenant_id = $1 and expires_at < $2
    limit 1000
  );

-- remove_expired_assertions
delete from saml_assertions
where tenant_id = $1
  and id in (
    select id
    from saml_assertions
    where tenant_id = $1 and expires_at < $2
    limit 1000
  );

-- remove_expired_sessions
delete from saml_idp_sessions
where tenant_id = $1
  and id in (
    select id
    from saml_idp_sessions
    where tenant_id = $1 and expires_at < $2
    limit 1000
  );
