-- How many messages went to a recipient, were asked for from a network, or left as text messages in
-- a day. A target has a number of slots, each with a window of its own.
create table message_counts (
  tenant_id text not null references tenants (id) on delete cascade,
  target_hash text not null, -- hexadecimal SHA-256
  slot bigint not null,
  window_started_at bigint not null,
  sends bigint not null,
  primary key (tenant_id, target_hash, slot)
);
create index message_counts_age on message_counts (tenant_id, window_started_at);
