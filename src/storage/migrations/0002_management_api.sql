-- What the Management API adds: columns that it shows, the tables of its further nouns, and the indexes by
-- which it lists.

alter table applications add column app_level_access_control_enabled boolean not null default false;

-- Pages of one application that differ from the tenant's.
create table application_sign_in_experiences (
  tenant_id text not null,
  application_id text not null,
  color text not null,
  branding text not null,
  custom_css text,
  terms_of_use_url text,
  privacy_policy_url text,
  display_name text,
  primary key (tenant_id, application_id),
  foreign key (tenant_id, application_id) references applications (tenant_id, id) on delete cascade
);

-- Who may use an application whose access control is on. A row names a user, a user role, an organization, or an
-- organization and a role in it.
create table application_access_rules (
  tenant_id text not null,
  id text not null,
  application_id text not null,
  user_id text,
  role_id text,
  organization_id text,
  organization_role_id text,
  primary key (tenant_id, id),
  foreign key (tenant_id, application_id) references applications (tenant_id, id) on delete cascade,
  foreign key (tenant_id, user_id) references users (tenant_id, id) on delete cascade,
  foreign key (tenant_id, role_id) references roles (tenant_id, id) on delete cascade,
  foreign key (tenant_id, organization_id) references organizations (tenant_id, id) on delete cascade,
  foreign key (tenant_id, organization_role_id) references organization_roles (tenant_id, id) on delete cascade
);
create index application_access_rules_application on application_access_rules (tenant_id, application_id);
-- By what a user is, for the decision; and so that deleting what a rule names does not read all rules.
create index application_access_rules_user on application_access_rules (tenant_id, user_id, application_id)
  where user_id is not null;
create index application_access_rules_role on application_access_rules (tenant_id, role_id, application_id)
  where role_id is not null;
create index application_access_rules_organization
  on application_access_rules (tenant_id, organization_id, application_id) where organization_id is not null;
create index application_access_rules_organization_role
  on application_access_rules (tenant_id, organization_role_id) where organization_role_id is not null;

alter table users add column is_password_expired boolean not null default false;
alter table users add column logto_config text not null default '{}';
-- Searched without regard to case; a username is ASCII.
create index users_username_lower on users (tenant_id, lower(username));

-- Which account of which other service is a user's. users.identities has the details.
create table user_identities (
  tenant_id text not null,
  user_id text not null,
  target text not null,
  identity_id text not null,
  primary key (tenant_id, user_id, target),
  foreign key (tenant_id, user_id) references users (tenant_id, id) on delete cascade
);
create unique index user_identities_identity on user_identities (tenant_id, target, identity_id);

-- How many rows a tenant has of what is too many to count at each list; kept by the plans that insert and remove.
create table tenant_counters (
  tenant_id text not null references tenants (id) on delete cascade,
  name text not null,
  value bigint not null,
  primary key (tenant_id, name)
);
insert into tenant_counters (tenant_id, name, value)
  select t.id, 'users', (select count(*) from users u where u.tenant_id = t.id) from tenants t;

create table personal_access_tokens (
  tenant_id text not null,
  user_id text not null,
  name text not null,
  value bytea not null, -- sealed
  value_hash bytea not null,
  created_at bigint not null,
  expires_at bigint,
  primary key (tenant_id, user_id, name),
  foreign key (tenant_id, user_id) references users (tenant_id, id) on delete cascade
);
create unique index personal_access_tokens_value on personal_access_tokens (tenant_id, value_hash);

-- Exchanged once for an access token of the user (impersonation).
create table subject_tokens (
  tenant_id text not null,
  id text not null,
  value_hash bytea not null,
  user_id text not null,
  context text not null,
  creator_id text not null,
  created_at bigint not null,
  expires_at bigint not null,
  consumed_at bigint,
  primary key (tenant_id, id),
  foreign key (tenant_id, user_id) references users (tenant_id, id) on delete cascade
);
create unique index subject_tokens_value on subject_tokens (tenant_id, value_hash);
create index subject_tokens_expiry on subject_tokens (expires_at);

-- What a link in a mail signs in with.
create table one_time_tokens (
  tenant_id text not null references tenants (id) on delete cascade,
  id text not null,
  email text not null,
  value bytea not null, -- sealed
  value_hash bytea not null,
  context text not null,
  status text not null check (status in ('active', 'consumed', 'revoked', 'expired')),
  created_at bigint not null,
  expires_at bigint not null,
  primary key (tenant_id, id)
);
create unique index one_time_tokens_value on one_time_tokens (tenant_id, value_hash);
create index one_time_tokens_email on one_time_tokens (tenant_id, email, status);

-- RFC 8628: a device waits for a user to type its code. Approval makes a grant.
create table device_authorizations (
  tenant_id text not null,
  id text not null,
  client_id text not null,
  device_code_hash bytea not null,
  user_code text not null,
  parameters text not null,
  status text not null check (status in ('pending', 'approved', 'denied', 'consumed')),
  grant_id text,
  created_at bigint not null,
  expires_at bigint not null,
  primary key (tenant_id, id),
  foreign key (tenant_id, client_id) references applications (tenant_id, id) on delete cascade
);
create unique index device_authorizations_user_code on device_authorizations (tenant_id, user_code);
create index device_authorizations_expiry on device_authorizations (expires_at);

-- Who holds a role, in order; and the way from a role or permission to its relations, for their removal.
drop index users_roles_role;
create index users_roles_role on users_roles (tenant_id, role_id, user_id);
drop index applications_roles_role;
create index applications_roles_role on applications_roles (tenant_id, role_id, application_id);
create index organization_role_users_role on organization_role_users (tenant_id, organization_role_id);
create index organization_role_applications_role on organization_role_applications (tenant_id, organization_role_id);
create index organization_role_scopes_scope on organization_role_scopes (tenant_id, organization_scope_id);
create index organization_role_resource_scopes_scope on organization_role_resource_scopes (tenant_id, scope_id);

alter table organizations add column is_trusted_device_allowed boolean not null default true;
create index organizations_created_at on organizations (tenant_id, created_at, id);

create table organization_invitations (
  tenant_id text not null,
  id text not null,
  inviter_id text,
  invitee text not null,
  accepted_user_id text,
  organization_id text not null,
  status text not null check (status in ('Pending', 'Accepted', 'Expired', 'Revoked')),
  created_at bigint not null,
  updated_at bigint not null,
  expires_at bigint not null,
  primary key (tenant_id, id),
  foreign key (tenant_id, organization_id) references organizations (tenant_id, id) on delete cascade,
  -- Who leaves takes the invitations along.
  foreign key (tenant_id, organization_id, inviter_id)
    references organization_users (tenant_id, organization_id, user_id) on delete cascade,
  foreign key (tenant_id, accepted_user_id) references users (tenant_id, id) on delete cascade
);
create unique index organization_invitations_one_pending
  on organization_invitations (tenant_id, organization_id, invitee) where status = 'Pending';
create index organization_invitations_organization on organization_invitations (tenant_id, organization_id, inviter_id);
create index organization_invitations_invitee on organization_invitations (tenant_id, invitee);
create index organization_invitations_accepted_user on organization_invitations (tenant_id, accepted_user_id)
  where accepted_user_id is not null;

create table organization_invitation_roles (
  tenant_id text not null,
  organization_invitation_id text not null,
  organization_role_id text not null,
  primary key (tenant_id, organization_invitation_id, organization_role_id),
  foreign key (tenant_id, organization_invitation_id)
    references organization_invitations (tenant_id, id) on delete cascade,
  foreign key (tenant_id, organization_role_id) references organization_roles (tenant_id, id) on delete cascade
);
create index organization_invitation_roles_role on organization_invitation_roles (tenant_id, organization_role_id);

-- Just-in-time provisioning: whoever comes with such an address joins, with these roles.
create table organization_jit_email_domains (
  tenant_id text not null,
  organization_id text not null,
  email_domain text not null,
  primary key (tenant_id, organization_id, email_domain),
  foreign key (tenant_id, organization_id) references organizations (tenant_id, id) on delete cascade
);
create index organization_jit_email_domains_domain on organization_jit_email_domains (tenant_id, email_domain);

create table organization_jit_roles (
  tenant_id text not null,
  organization_id text not null,
  organization_role_id text not null,
  primary key (tenant_id, organization_id, organization_role_id),
  foreign key (tenant_id, organization_id) references organizations (tenant_id, id) on delete cascade,
  foreign key (tenant_id, organization_role_id) references organization_roles (tenant_id, id) on delete cascade
);
create index organization_jit_roles_role on organization_jit_roles (tenant_id, organization_role_id);

create table hooks (
  tenant_id text not null references tenants (id) on delete cascade,
  id text not null,
  name text not null,
  events text not null, -- JSON object: events
  config text not null, -- JSON object: url, headers, retries
  signing_key bytea not null, -- sealed
  enabled boolean not null,
  created_at bigint not null,
  primary key (tenant_id, id)
);

-- Filters of the audit log. The payload has them as well.
alter table logs add column user_id text;
alter table logs add column application_id text;
alter table logs add column hook_id text;
drop index logs_created_at;
create index logs_created_at on logs (tenant_id, created_at, id) where hook_id is null;
create index logs_key on logs (tenant_id, key, created_at);
create index logs_user on logs (tenant_id, user_id, created_at) where user_id is not null;
create index logs_application on logs (tenant_id, application_id, created_at) where application_id is not null;
-- The result of a webhook's deliveries is counted without reading their payloads.
alter table logs add column succeeded boolean;
create index logs_hook on logs (tenant_id, hook_id, created_at, succeeded) where hook_id is not null;

-- Messages of a kind are sent by themselves, and a receiver that is slow waits alone.
alter table outbox add column receiver text not null default '';
drop index outbox_due;
create index outbox_due on outbox (tenant_id, kind, next_attempt_at, id, receiver);

-- The last day (UTC, days since 1970) on which a user was here, and the last one that has been counted.
create table active_users (
  tenant_id text not null,
  user_id text not null,
  last_day bigint not null,
  counted_day bigint,
  primary key (tenant_id, user_id),
  foreign key (tenant_id, user_id) references users (tenant_id, id) on delete cascade
);

-- How many users were here on a day, by the days since they were here before: 30 for 30 and more, and for the
-- first time. Sums of these tell how many different users there were in any 30 days, without looking at users.
create table daily_active_counts (
  tenant_id text not null references tenants (id) on delete cascade,
  day bigint not null,
  gap bigint not null,
  users bigint not null,
  primary key (tenant_id, day, gap)
);

-- What the cookies of sessions are signed with: the newest key, and one before it that is still believed.
create table cookie_keys (
  tenant_id text not null references tenants (id) on delete cascade,
  id text not null,
  value bytea not null, -- sealed
  created_at bigint not null,
  primary key (tenant_id, id)
);

create table custom_phrases (
  tenant_id text not null references tenants (id) on delete cascade,
  id text not null,
  language_tag text not null,
  translation text not null, -- JSON object
  primary key (tenant_id, language_tag)
);

create table custom_profile_fields (
  tenant_id text not null references tenants (id) on delete cascade,
  id text not null,
  name text not null,
  type text not null,
  label text not null,
  description text,
  required boolean not null,
  config text not null,
  created_at bigint not null,
  sie_order bigint not null,
  primary key (tenant_id, id)
);
create unique index custom_profile_fields_name on custom_profile_fields (tenant_id, name);

create table account_centers (
  tenant_id text not null primary key references tenants (id) on delete cascade,
  document text not null
);

create table domains (
  tenant_id text not null references tenants (id) on delete cascade,
  id text not null,
  domain text not null,
  status text not null check (status in ('PendingVerification', 'PendingSsl', 'Active', 'Error')),
  error_message text,
  dns_records text not null,
  verification_files text not null,
  created_at bigint not null,
  updated_at bigint not null,
  primary key (tenant_id, id)
);
create unique index domains_domain on domains (domain);
