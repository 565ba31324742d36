-- list_due
select id, kind, receiver, payload, attempts, created_at, next_attempt_at
from outbox
where tenant_id = $1
  and kind = $2
  and next_attempt_at <= $3
  and receiver not in (select x.value from $list(4, x))
order by next_attempt_at, id limit $5;

-- insert
insert into outbox (tenant_id, id, kind, receiver, payload, attempts, created_at, next_attempt_at)
values ($1, $2, $3, $4, $5, $6, $7, $8);

-- claim
update outbox
set attempts = attempts + 1, next_attempt_at = $4
where tenant_id = $1 and id = $2 and attempts = $3;

-- remove
delete from outbox
where tenant_id = $1 and id = $2;

-- insert_lockout_message
insert into outbox (tenant_id, id, kind, receiver, payload, attempts, created_at, next_attempt_at)
select $1, $2, $3, $4, $5, 0, cast($6 as bigint), cast($6 as bigint)
where exists (
  select 1
  from sentinel_activities
  where tenant_id = $1 and target_hash = $7 and action = $8 and locked_until = $9
)
on conflict (tenant_id, id) do nothing;

-- insert_rare_message
-- If the plan has just taken the target's place.
insert into outbox (tenant_id, id, kind, receiver, payload, attempts, created_at, next_attempt_at)
select $1, $2, $3, $4, $5, 0, cast($6 as bigint), cast($6 as bigint)
where exists (
  select 1
  from message_counts
  where tenant_id = $1 and target_hash = $7 and window_started_at = $6
)
on conflict (tenant_id, id) do nothing;
