-- Second factors of people. Those that are an address of the account (codes by e-mail and SMS) have no
-- row: the address is enough.
create table user_factors (
  tenant_id text not null,
  id text not null,
  user_id text not null,
  type text not null, -- Totp, WebAuthn, BackupCode
  name text, -- given by the person
  created_at bigint not null,
  last_used_at bigint,
  -- How many of the kind the person had when this one was added.
  others bigint not null check (others < 10),
  secret bytea, -- Totp: sealed
  last_used_step bigint, -- Totp: of the newest code that was taken
  credential_id bytea, -- WebAuthn, and all that follow
  public_key bytea, -- a COSE key
  sign_count bigint,
  transports text, -- words, with spaces between
  is_backup_eligible boolean,
  is_backed_up boolean,
  rp_id text,
  agent text, -- the browser that made it
  primary key (tenant_id, id),
  foreign key (tenant_id, user_id) references users (tenant_id, id) on delete cascade
);
create index user_factors_user on user_factors (tenant_id, user_id);
create unique index user_factors_single on user_factors (tenant_id, user_id, type)
  where type in ('Totp', 'BackupCode');
create unique index user_factors_credential on user_factors (tenant_id, credential_id)
  where credential_id is not null;

-- The codes of a factor of type BackupCode.
create table user_backup_codes (
  tenant_id text not null,
  factor_id text not null,
  place bigint not null, -- as it was shown: 0, 1 ...
  code_hash bytea not null, -- an HMAC by a key of the vault
  used_at bigint,
  primary key (tenant_id, factor_id, place),
  foreign key (tenant_id, factor_id) references user_factors (tenant_id, id) on delete cascade
);
