-- A visit to a SAML provider that a dialogue has begun: first without an answer, then with one that
-- the dialogue has not used yet.
create table saml_visits (
  tenant_id text not null,
  id text not null, -- SHA-256 of the RelayState
  sso_connector_id text not null,
  request_id text not null, -- of the AuthnRequest, which the response has to name
  redirect_uri text not null, -- where the browser goes with the answer
  state text not null, -- of the page that has begun
  code_hash bytea, -- SHA-256 of the code that the browser goes there with; null: no answer yet
  account text, -- JSON object: who has signed in there
  expires_at bigint not null,
  primary key (tenant_id, id),
  foreign key (tenant_id, sso_connector_id) references sso_connectors (tenant_id, id) on delete cascade
);
create index saml_visits_connector on saml_visits (tenant_id, sso_connector_id);
create index saml_visits_expiry on saml_visits (tenant_id, expires_at);

-- An assertion that has been accepted, as long as its own period lasts: it counts once.
create table saml_assertions (
  tenant_id text not null references tenants (id) on delete cascade,
  id text not null, -- SHA-256 of the provider's entity id and the assertion's ID
  expires_at bigint not null,
  primary key (tenant_id, id)
);
create index saml_assertions_expiry on saml_assertions (tenant_id, expires_at);

-- A sign-in that a SAML provider has begun, for the dialogue that follows it.
create table saml_idp_sessions (
  tenant_id text not null,
  id text not null, -- SHA-256 of the secret in the browser's cookie
  sso_connector_id text not null,
  account text not null, -- JSON object: who has signed in there
  expires_at bigint not null,
  primary key (tenant_id, id),
  foreign key (tenant_id, sso_connector_id) references sso_connectors (tenant_id, id) on delete cascade
);
create index saml_idp_sessions_connector on saml_idp_sessions (tenant_id, sso_connector_id);
create index saml_idp_sessions_expiry on saml_idp_sessions (tenant_id, expires_at);
