-- Visits to SAML providers are also those of connectors that are no company's. A visit is 15 minutes old at most, so none is
-- worth moving.
drop table saml_visits;
create table saml_visits (
  tenant_id text not null,
  id text not null, -- SHA-256 of the RelayState
  sso_connector_id text, -- of one of the two that it is a visit of; null: of the other
  connector_id text,
  request_id text not null, -- of the AuthnRequest, which the response has to name
  redirect_uri text not null, -- where the browser goes with the answer
  state text not null, -- of the page that has begun
  code_hash bytea, -- SHA-256 of the code that the browser goes there with; null: no answer yet
  account text, -- JSON object: who has signed in there
  expires_at bigint not null,
  primary key (tenant_id, id),
  foreign key (tenant_id, sso_connector_id) references sso_connectors (tenant_id, id) on delete cascade,
  foreign key (tenant_id, connector_id) references connectors (tenant_id, id) on delete cascade,
  check ((sso_connector_id is null) <> (connector_id is null))
);
create index saml_visits_sso_connector on saml_visits (tenant_id, sso_connector_id);
create index saml_visits_connector on saml_visits (tenant_id, connector_id);
create index saml_visits_expiry on saml_visits (tenant_id, expires_at);
