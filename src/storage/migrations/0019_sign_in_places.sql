-- Where a user's sign-ins came from, for the adaptive rules: one row a user, in which the domain keeps
-- twenty countries at most and the last coordinates, to about a kilometre.
create table user_sign_in_places (
  tenant_id text not null,
  user_id text not null,
  places text not null, -- a document
  updated_at bigint not null,
  primary key (tenant_id, user_id),
  foreign key (tenant_id, user_id) references users (tenant_id, id) on delete cascade
);
