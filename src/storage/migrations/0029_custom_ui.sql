-- Sign-in pages of the tenant's own: an archive that an administrator has sent, unpacked.
create table custom_uis (
  tenant_id text not null references tenants (id) on delete cascade,
  id text not null,
  created_at bigint not null,
  primary key (tenant_id, id)
);

create table custom_ui_files (
  tenant_id text not null,
  custom_ui_id text not null,
  path text not null, -- below the endpoint, without a slash at its beginning
  bytes bytea not null,
  primary key (tenant_id, custom_ui_id, path),
  foreign key (tenant_id, custom_ui_id) references custom_uis (tenant_id, id) on delete cascade
);
