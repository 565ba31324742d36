-- Whether a second factor that the provider has asked for counts as one here.
alter table sso_connectors add column trusts_mfa boolean not null default false;

-- A key pair with which the server signs its requests to a SAML provider.
create table sso_signing_keys (
  tenant_id text not null,
  id text not null,
  sso_connector_id text not null,
  private_key bytea not null, -- sealed PKCS #8, PEM
  certificate text not null, -- PEM
  active boolean not null,
  created_at bigint not null,
  expires_at bigint not null,
  primary key (tenant_id, id),
  foreign key (tenant_id, sso_connector_id) references sso_connectors (tenant_id, id) on delete cascade
);
create unique index sso_signing_keys_one_active on sso_signing_keys (tenant_id, sso_connector_id)
  where active;
create index sso_signing_keys_connector on sso_signing_keys (tenant_id, sso_connector_id);

-- Where a sign-in goes that a SAML provider has begun on its own. Without a row it is refused.
create table idp_initiated_configs (
  tenant_id text not null,
  sso_connector_id text not null,
  default_application_id text not null,
  redirect_uri text,
  auth_parameters text not null, -- JSON object
  auto_send_authorization_request boolean not null,
  client_callback_uri text,
  created_at bigint not null,
  primary key (tenant_id, sso_connector_id),
  foreign key (tenant_id, sso_connector_id) references sso_connectors (tenant_id, id) on delete cascade,
  foreign key (tenant_id, default_application_id) references applications (tenant_id, id) on delete cascade
);
create index idp_initiated_configs_application
  on idp_initiated_configs (tenant_id, default_application_id);
