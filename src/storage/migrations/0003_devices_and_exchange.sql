-- Grants that a device waits for, and those of an exchange.
alter table grants add column origin text not null default 'authorization'
  check (origin in ('authorization', 'device', 'exchange'));
alter table grants add column act text; -- JSON object: who acts for the user

-- Nothing has been written into it before this version.
drop table device_authorizations;
create table device_authorizations (
  tenant_id text not null,
  id text not null,
  client_id text not null,
  device_code_hash bytea not null,
  user_code text not null, -- without the dash
  request text not null, -- JSON object
  ip text not null, -- of the device
  status text not null check (status in ('pending', 'approved', 'denied', 'consumed')),
  grant_id text,
  created_at bigint not null,
  expires_at bigint not null,
  primary key (tenant_id, id),
  foreign key (tenant_id, client_id) references applications (tenant_id, id) on delete cascade
);
create unique index device_authorizations_user_code on device_authorizations (tenant_id, user_code);
create unique index device_authorizations_device_code on device_authorizations (tenant_id, device_code_hash);
create index device_authorizations_expiry on device_authorizations (expires_at);
