-- Links with which the owner of an account undoes the change of its e-mail address, from the old one.
create table email_undos (
  tenant_id text not null,
  token_hash bytea not null, -- SHA-256 of the token in the link
  user_id text not null,
  number bigint not null, -- in the order of the user's changes
  email text not null, -- of before the change
  created_at bigint not null,
  expires_at bigint not null,
  primary key (tenant_id, token_hash),
  foreign key (tenant_id, user_id) references users (tenant_id, id) on delete cascade
);
create index email_undos_user on email_undos (tenant_id, user_id);
create index email_undos_expiry on email_undos (tenant_id, expires_at);
