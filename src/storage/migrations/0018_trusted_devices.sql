-- Browsers in which a person's sign-in goes without the second factor for some days.
create table trusted_devices (
  tenant_id text not null,
  id text not null,
  user_id text not null,
  secret_hash bytea not null, -- SHA-256 of the secret in the browser's cookie
  user_agent text not null, -- of that browser, shortened
  network text not null, -- that the trust began in
  created_at bigint not null,
  last_used_at bigint not null,
  expires_at bigint not null,
  primary key (tenant_id, id),
  foreign key (tenant_id, user_id) references users (tenant_id, id) on delete cascade
);
create index trusted_devices_user on trusted_devices (tenant_id, user_id);
create index trusted_devices_expiry on trusted_devices (tenant_id, expires_at);
