-- A company's own identity provider, where the people of its e-mail domains sign in.
create table sso_connectors (
  tenant_id text not null references tenants (id) on delete cascade,
  id text not null,
  provider_name text not null, -- OIDC, SAML, AzureAD, AzureAdOidc, GoogleWorkspace, Okta
  connector_name text not null,
  config bytea not null, -- sealed JSON object
  domains text not null, -- JSON array of lower-case names
  branding text not null, -- JSON object
  sync_profile boolean not null,
  enable_token_storage boolean not null,
  created_at bigint not null,
  primary key (tenant_id, id)
);
create unique index sso_connectors_name on sso_connectors (tenant_id, connector_name);

-- A user's account at such a provider.
create table user_sso_identities (
  tenant_id text not null,
  id text not null,
  user_id text not null,
  sso_connector_id text not null,
  issuer text not null, -- as the connector's configuration has it
  identity_id text not null,
  detail text not null, -- JSON object: what the provider says about the person
  created_at bigint not null,
  updated_at bigint not null,
  primary key (tenant_id, id),
  foreign key (tenant_id, user_id) references users (tenant_id, id) on delete cascade,
  foreign key (tenant_id, sso_connector_id) references sso_connectors (tenant_id, id) on delete cascade
);
create unique index user_sso_identities_account on user_sso_identities (tenant_id, issuer, identity_id);
create unique index user_sso_identities_user on user_sso_identities (tenant_id, user_id, sso_connector_id);
create index user_sso_identities_connector on user_sso_identities (tenant_id, sso_connector_id);

-- Organizations that a user joins at the first sign-in by a connector.
create table organization_jit_sso_connectors (
  tenant_id text not null,
  organization_id text not null,
  sso_connector_id text not null,
  primary key (tenant_id, organization_id, sso_connector_id),
  foreign key (tenant_id, organization_id) references organizations (tenant_id, id) on delete cascade,
  foreign key (tenant_id, sso_connector_id) references sso_connectors (tenant_id, id) on delete cascade
);
create index organization_jit_sso_connectors_connector
  on organization_jit_sso_connectors (tenant_id, sso_connector_id);
