-- Work that one node does at a time: who has it, and until when. The row "readiness" is written to
-- see that the database takes writes.
create table leases (
  name text not null primary key,
  holder text not null,
  expires_at bigint not null
);
insert into leases (name, holder, expires_at) values ('clean-up', '', 0), ('readiness', '', 0);

-- The lines of webhooks are found by age when they are removed; all others have an index for it.
create index logs_hook_age on logs (tenant_id, created_at) where hook_id is not null;
