-- Pictures that people have sent, as the server has written them anew: logos, and avatars of users and of people who are
-- about to register.
create table user_assets (
  tenant_id text not null references tenants (id) on delete cascade,
  id text not null, -- random, and public: it is in the address
  type text not null check (type in ('png', 'jpg')),
  bytes bytea not null,
  user_id text, -- whose avatar it is
  interaction_id text, -- in which registration it was sent
  created_at bigint not null,
  primary key (tenant_id, id),
  check (user_id is null or interaction_id is null), -- neither: a logo
  foreign key (tenant_id, user_id) references users (tenant_id, id) on delete cascade,
  foreign key (tenant_id, interaction_id) references interactions (tenant_id, id) on delete cascade
);
create index user_assets_user on user_assets (tenant_id, user_id) where user_id is not null;
create index user_assets_interaction on user_assets (tenant_id, interaction_id) where interaction_id is not null;
create index user_assets_waiting on user_assets (tenant_id, created_at) where interaction_id is not null;
