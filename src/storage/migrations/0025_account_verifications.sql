-- What people have proven, or are about to prove, before they change something of their account.
create table account_verifications (
  tenant_id text not null,
  id text not null,
  user_id text not null,
  kind text not null, -- 'Password', 'EmailVerificationCode', ...
  purpose text not null, -- the template of a code's message; '' for the other kinds
  data text not null, -- a JSON object, nothing secret
  sealed_data bytea, -- what of it is secret, sealed by a key of the vault
  -- Of the user when it was made: a new password makes it worthless. 0: there was none.
  password_updated_at bigint not null,
  created_at bigint not null,
  expires_at bigint not null,
  verified_at bigint,
  primary key (tenant_id, id),
  foreign key (tenant_id, user_id) references users (tenant_id, id) on delete cascade
);
create index account_verifications_user on account_verifications (tenant_id, user_id, created_at);
create index account_verifications_expiry on account_verifications (tenant_id, expires_at);
