-- Accounts whose owners have asked to delete them: until a sign-in keeps them, or they are erased.
create table account_deletions (
  tenant_id text not null,
  user_id text not null,
  scheduled_at bigint not null,
  deletes_at bigint not null,
  primary key (tenant_id, user_id),
  foreign key (tenant_id, user_id) references users (tenant_id, id) on delete cascade
);
create index account_deletions_due on account_deletions (tenant_id, deletes_at);
