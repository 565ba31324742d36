-- A set of tokens cannot outlive the identity that it belongs to, nor stay when that becomes another one.
create unique index user_identities_whole on user_identities (tenant_id, user_id, target, identity_id);

-- The tokens of another service that came with a sign-in there.
create table secrets (
  tenant_id text not null,
  id text not null,
  user_id text not null,
  type text not null, -- federated_token_set
  wrapped_key bytea not null, -- the key of this row, sealed
  ciphertext bytea not null, -- JSON object, sealed with that key
  scope text not null,
  token_type text not null,
  has_refresh_token boolean not null,
  expires_at bigint,
  connector_id text, -- of a social identity
  target text,
  sso_connector_id text, -- of an account at a company's provider
  issuer text,
  identity_id text not null,
  generation bigint not null, -- raised by each refresh
  leased_until bigint, -- one caller refreshes the tokens
  created_at bigint not null,
  updated_at bigint not null,
  primary key (tenant_id, id),
  check ((target is null) = (connector_id is null)),
  check ((target is null) = (sso_connector_id is not null)),
  check ((sso_connector_id is null) = (issuer is null)),
  foreign key (tenant_id, user_id) references users (tenant_id, id) on delete cascade,
  foreign key (tenant_id, connector_id) references connectors (tenant_id, id) on delete cascade,
  foreign key (tenant_id, user_id, target, identity_id)
    references user_identities (tenant_id, user_id, target, identity_id) on delete cascade,
  foreign key (tenant_id, user_id, sso_connector_id)
    references user_sso_identities (tenant_id, user_id, sso_connector_id) on delete cascade
);
create unique index secrets_social on secrets (tenant_id, user_id, target);
create unique index secrets_sso on secrets (tenant_id, user_id, sso_connector_id);
create index secrets_connector on secrets (tenant_id, connector_id);
create index secrets_sso_connector on secrets (tenant_id, sso_connector_id);
