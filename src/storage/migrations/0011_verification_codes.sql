-- Codes that were sent to an e-mail address or a phone number. One of each kind in a scope: a
-- sign-in dialogue, so that no other one can replace it, or the API's requests for a recipient.
create table verification_codes (
  tenant_id text not null references tenants (id) on delete cascade,
  scope text not null,
  identifier_type text not null, -- email, phone
  id text not null,
  identifier text not null, -- canonical
  usage_type text not null, -- SignIn, Register, ForgotPassword ...
  code_hash bytea not null, -- an HMAC by a key of the vault: six digits are soon guessed from a hash
  tries bigint not null,
  created_at bigint not null,
  consumed_at bigint,
  primary key (tenant_id, scope, identifier_type)
);
create index verification_codes_age on verification_codes (tenant_id, created_at);
