-- The first schema. Every table names its tenant; instants are Unix milliseconds; documents are JSON
-- text; secrets are either SHA-256 hashes (what is only compared) or sealed by the vault key (what
-- must be read again).

create table tenants (
  id text not null primary key,
  name text not null,
  created_at bigint not null
);

-- Raised in the same plan as every change of settings; other processes notice and drop their caches.
create table settings_versions (
  tenant_id text not null primary key references tenants (id) on delete cascade,
  version bigint not null
);

-- Rows of Logto's logto_configs: "idToken", "oidc.session" ...
create table logto_configs (
  tenant_id text not null references tenants (id) on delete cascade,
  key text not null,
  value text not null,
  primary key (tenant_id, key)
);

create table signing_keys (
  tenant_id text not null references tenants (id) on delete cascade,
  id text not null,
  algorithm text not null check (algorithm in ('ES256', 'ES384', 'RS256')),
  status text not null check (status in ('Next', 'Current', 'Previous')),
  private_key bytea not null,
  created_at bigint not null,
  primary key (tenant_id, id)
);
create unique index signing_keys_one_a_status on signing_keys (tenant_id, algorithm, status);

create table sign_in_experiences (
  tenant_id text not null primary key references tenants (id) on delete cascade,
  document text not null
);

create table users (
  tenant_id text not null references tenants (id) on delete cascade,
  id text not null,
  username text,
  primary_email text,
  primary_phone text,
  name text,
  avatar text,
  password_hash text,
  password_algorithm text,
  password_updated_at bigint,
  profile text not null,
  custom_data text not null,
  identities text not null,
  application_id text,
  is_suspended boolean not null,
  last_sign_in_at bigint,
  created_at bigint not null,
  updated_at bigint not null,
  primary key (tenant_id, id)
);
create unique index users_username on users (tenant_id, username);
create unique index users_primary_email on users (tenant_id, primary_email);
create unique index users_primary_phone on users (tenant_id, primary_phone);
create index users_created_at on users (tenant_id, created_at, id);

create table applications (
  tenant_id text not null references tenants (id) on delete cascade,
  id text not null,
  name text not null,
  description text,
  type text not null,
  oidc_client_metadata text not null,
  custom_client_metadata text not null,
  custom_data text not null,
  is_third_party boolean not null,
  created_at bigint not null,
  primary key (tenant_id, id)
);

create table application_secrets (
  tenant_id text not null,
  application_id text not null,
  name text not null,
  value bytea not null, -- sealed
  value_hash bytea not null,
  created_at bigint not null,
  expires_at bigint,
  primary key (tenant_id, application_id, name),
  foreign key (tenant_id, application_id) references applications (tenant_id, id) on delete cascade
);

-- What an administrator lets users of a third-party application consent to.
create table application_user_consent_scopes (
  tenant_id text not null,
  application_id text not null,
  kind text not null check (kind in ('user', 'resource', 'organization', 'organization_resource')),
  scope text not null, -- a user scope's name, else a scope id
  primary key (tenant_id, application_id, kind, scope),
  foreign key (tenant_id, application_id) references applications (tenant_id, id) on delete cascade
);

create table resources (
  tenant_id text not null references tenants (id) on delete cascade,
  id text not null,
  name text not null,
  indicator text not null,
  is_default boolean not null,
  access_token_ttl bigint not null,
  primary key (tenant_id, id)
);
create unique index resources_indicator on resources (tenant_id, indicator);

create table scopes (
  tenant_id text not null,
  id text not null,
  resource_id text not null,
  name text not null,
  description text,
  created_at bigint not null,
  primary key (tenant_id, id),
  foreign key (tenant_id, resource_id) references resources (tenant_id, id) on delete cascade
);
create unique index scopes_name on scopes (tenant_id, resource_id, name);

create table roles (
  tenant_id text not null references tenants (id) on delete cascade,
  id text not null,
  name text not null,
  description text not null,
  type text not null check (type in ('User', 'MachineToMachine')),
  is_default boolean not null,
  primary key (tenant_id, id)
);
create unique index roles_name on roles (tenant_id, name);

create table roles_scopes (
  tenant_id text not null,
  role_id text not null,
  scope_id text not null,
  primary key (tenant_id, role_id, scope_id),
  foreign key (tenant_id, role_id) references roles (tenant_id, id) on delete cascade,
  foreign key (tenant_id, scope_id) references scopes (tenant_id, id) on delete cascade
);
create index roles_scopes_scope on roles_scopes (tenant_id, scope_id);

create table users_roles (
  tenant_id text not null,
  user_id text not null,
  role_id text not null,
  primary key (tenant_id, user_id, role_id),
  foreign key (tenant_id, user_id) references users (tenant_id, id) on delete cascade,
  foreign key (tenant_id, role_id) references roles (tenant_id, id) on delete cascade
);
create index users_roles_role on users_roles (tenant_id, role_id);

create table applications_roles (
  tenant_id text not null,
  application_id text not null,
  role_id text not null,
  primary key (tenant_id, application_id, role_id),
  foreign key (tenant_id, application_id) references applications (tenant_id, id) on delete cascade,
  foreign key (tenant_id, role_id) references roles (tenant_id, id) on delete cascade
);
create index applications_roles_role on applications_roles (tenant_id, role_id);

create table organizations (
  tenant_id text not null references tenants (id) on delete cascade,
  id text not null,
  name text not null,
  description text,
  custom_data text not null,
  is_mfa_required boolean not null,
  branding text not null,
  color text not null,
  custom_css text,
  created_at bigint not null,
  primary key (tenant_id, id)
);

create table organization_roles (
  tenant_id text not null references tenants (id) on delete cascade,
  id text not null,
  name text not null,
  description text,
  type text not null check (type in ('User', 'MachineToMachine')),
  primary key (tenant_id, id)
);
create unique index organization_roles_name on organization_roles (tenant_id, name);

create table organization_scopes (
  tenant_id text not null references tenants (id) on delete cascade,
  id text not null,
  name text not null,
  description text,
  primary key (tenant_id, id)
);
create unique index organization_scopes_name on organization_scopes (tenant_id, name);

create table organization_role_scopes (
  tenant_id text not null,
  organization_role_id text not null,
  organization_scope_id text not null,
  primary key (tenant_id, organization_role_id, organization_scope_id),
  foreign key (tenant_id, organization_role_id) references organization_roles (tenant_id, id) on delete cascade,
  foreign key (tenant_id, organization_scope_id) references organization_scopes (tenant_id, id) on delete cascade
);

create table organization_role_resource_scopes (
  tenant_id text not null,
  organization_role_id text not null,
  scope_id text not null,
  primary key (tenant_id, organization_role_id, scope_id),
  foreign key (tenant_id, organization_role_id) references organization_roles (tenant_id, id) on delete cascade,
  foreign key (tenant_id, scope_id) references scopes (tenant_id, id) on delete cascade
);

create table organization_users (
  tenant_id text not null,
  organization_id text not null,
  user_id text not null,
  primary key (tenant_id, organization_id, user_id),
  foreign key (tenant_id, organization_id) references organizations (tenant_id, id) on delete cascade,
  foreign key (tenant_id, user_id) references users (tenant_id, id) on delete cascade
);
create index organization_users_user on organization_users (tenant_id, user_id);

create table organization_role_users (
  tenant_id text not null,
  organization_id text not null,
  organization_role_id text not null,
  user_id text not null,
  primary key (tenant_id, organization_id, organization_role_id, user_id),
  foreign key (tenant_id, organization_id, user_id)
    references organization_users (tenant_id, organization_id, user_id) on delete cascade,
  foreign key (tenant_id, organization_role_id) references organization_roles (tenant_id, id) on delete cascade
);
create index organization_role_users_user on organization_role_users (tenant_id, user_id);

create table organization_applications (
  tenant_id text not null,
  organization_id text not null,
  application_id text not null,
  primary key (tenant_id, organization_id, application_id),
  foreign key (tenant_id, organization_id) references organizations (tenant_id, id) on delete cascade,
  foreign key (tenant_id, application_id) references applications (tenant_id, id) on delete cascade
);
create index organization_applications_application on organization_applications (tenant_id, application_id);

create table organization_role_applications (
  tenant_id text not null,
  organization_id text not null,
  organization_role_id text not null,
  application_id text not null,
  primary key (tenant_id, organization_id, organization_role_id, application_id),
  foreign key (tenant_id, organization_id, application_id)
    references organization_applications (tenant_id, organization_id, application_id) on delete cascade,
  foreign key (tenant_id, organization_role_id) references organization_roles (tenant_id, id) on delete cascade
);

-- Which organizations a user has opened to a third-party application.
create table user_consent_organizations (
  tenant_id text not null,
  application_id text not null,
  user_id text not null,
  organization_id text not null,
  primary key (tenant_id, application_id, user_id, organization_id),
  foreign key (tenant_id, application_id) references applications (tenant_id, id) on delete cascade,
  foreign key (tenant_id, organization_id, user_id)
    references organization_users (tenant_id, organization_id, user_id) on delete cascade
);

create table sessions (
  tenant_id text not null,
  id text not null,
  secret_hash bytea not null,
  user_id text not null,
  signed_in_at bigint not null,
  amr text not null,
  created_at bigint not null,
  renewed_at bigint not null,
  expires_at bigint not null,
  primary key (tenant_id, id),
  foreign key (tenant_id, user_id) references users (tenant_id, id) on delete cascade
);
create index sessions_user on sessions (tenant_id, user_id);
create index sessions_expiry on sessions (expires_at);

create table session_clients (
  tenant_id text not null,
  session_id text not null,
  client_id text not null,
  sid text not null,
  scopes text not null,
  resource_scopes text not null,
  primary key (tenant_id, session_id, client_id),
  foreign key (tenant_id, session_id) references sessions (tenant_id, id) on delete cascade,
  foreign key (tenant_id, client_id) references applications (tenant_id, id) on delete cascade
);

create table interactions (
  tenant_id text not null references tenants (id) on delete cascade,
  id text not null,
  prompt text not null check (prompt in ('login', 'consent')),
  request text not null,
  question text,
  session_id text,
  login text,
  consent text check (consent in ('granted', 'denied')),
  experience_state text not null,
  version bigint not null,
  created_at bigint not null,
  expires_at bigint not null,
  primary key (tenant_id, id)
);
create index interactions_expiry on interactions (expires_at);

create table grants (
  tenant_id text not null,
  id text not null,
  client_id text not null,
  user_id text not null,
  session_id text,
  is_offline boolean not null,
  scopes text not null,
  resource_scopes text not null,
  nonce text,
  sid text,
  authenticated_at bigint not null,
  wants_auth_time boolean not null,
  redirect_uri text not null,
  redirect_uri_given boolean not null,
  code_challenge text,
  code_hash bytea not null,
  code_expires_at bigint not null,
  redeemed_at bigint,
  refresh_generation bigint,
  refresh_hash bytea,
  refresh_previous_hash bytea,
  refresh_issued_at bigint,
  refresh_started_at bigint,
  refresh_expires_at bigint,
  revoked_at bigint,
  created_at bigint not null,
  expires_at bigint not null,
  primary key (tenant_id, id),
  foreign key (tenant_id, client_id) references applications (tenant_id, id) on delete cascade,
  foreign key (tenant_id, user_id) references users (tenant_id, id) on delete cascade
);
create index grants_user on grants (tenant_id, user_id, client_id);
create index grants_session on grants (tenant_id, session_id);
create index grants_expiry on grants (expires_at);

create table pushed_requests (
  tenant_id text not null,
  id text not null,
  client_id text not null,
  parameters text not null,
  expires_at bigint not null,
  used_at bigint,
  primary key (tenant_id, id),
  foreign key (tenant_id, client_id) references applications (tenant_id, id) on delete cascade
);
create index pushed_requests_expiry on pushed_requests (expires_at);

-- Failed attempts by the hash of what was attempted on; one row a target, raised by one statement.
create table sentinel_activities (
  tenant_id text not null references tenants (id) on delete cascade,
  target_hash text not null,
  action text not null,
  failures bigint not null,
  window_started_at bigint not null,
  locked_until bigint,
  primary key (tenant_id, target_hash, action)
);

-- Logto's logs: append only.
create table logs (
  tenant_id text not null references tenants (id) on delete cascade,
  id text not null,
  key text not null,
  payload text not null,
  created_at bigint not null,
  primary key (tenant_id, id)
);
create index logs_created_at on logs (tenant_id, created_at, id);

-- Messages to others, written in the plan of their cause, sent by app/jobs until they arrive.
create table outbox (
  tenant_id text not null references tenants (id) on delete cascade,
  id text not null,
  kind text not null,
  payload text not null,
  attempts bigint not null,
  created_at bigint not null,
  next_attempt_at bigint not null,
  primary key (tenant_id, id)
);
create index outbox_due on outbox (next_attempt_at);
