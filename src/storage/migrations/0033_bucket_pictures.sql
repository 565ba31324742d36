-- Pictures that lie in a bucket, written before they are sent there. What no row of user_assets names is removed from the
-- bucket, and then from here: so there is no reference to user_assets.
create table bucket_pictures (
  tenant_id text not null,
  id text not null,
  type text not null check (type in ('png', 'jpg')),
  created_at bigint not null,
  primary key (tenant_id, id)
);
create index bucket_pictures_age on bucket_pictures (created_at);
