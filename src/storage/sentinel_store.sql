-- find_lock
select locked_until
from sentinel_activities
where tenant_id = $1 and target_hash = $2 and action = $3 and locked_until > $4;

-- find
select failures, window_started_at, locked_until
from sentinel_activities
where tenant_id = $1 and target_hash = $2 and action = $3;

-- open
insert into sentinel_activities (tenant_id, target_hash, action, failures, window_started_at)
values ($1, $2, $3, 1, $4)
on conflict (tenant_id, target_hash, action) do nothing;

-- restart
update sentinel_activities
set failures = 1, window_started_at = $4, locked_until = null
where tenant_id = $1
  and target_hash = $2
  and action = $3
  and failures = $5
  and window_started_at = $6;

-- raise
update sentinel_activities
set failures = failures + 1
where tenant_id = $1
  and target_hash = $2
  and action = $3
  and window_started_at > $4
  and locked_until is null
  and failures < $5;

-- lock
update sentinel_activities
set locked_until = $4
where tenant_id = $1
  and target_hash = $2
  and action = $3
  and locked_until is null
  and failures >= $5;

-- pass_first
-- Nothing to clear, so nothing is written.
select 1 as found
where not exists (
    select 1
    from sentinel_activities
    where tenant_id = $1 and target_hash = $2 and action = $3
  );

-- pass_restart
delete from sentinel_activities
where tenant_id = $1
  and target_hash = $2
  and action = $3
  and failures = $4
  and window_started_at = $5;

-- pass_raise
delete from sentinel_activities
where tenant_id = $1
  and target_hash = $2
  and action = $3
  and window_started_at > $4
  and locked_until is null
  and failures < $5;

-- give_back
-- Every place is taken while the target is locked, so one that is returned opens it.
update sentinel_activities
set failures = failures - 1, locked_until = null
where tenant_id = $1
  and target_hash = $2
  and action = $3
  and failures between 1 and $4
  and window_started_at <= $5;

-- clear
delete from sentinel_activities
where tenant_id = $1 and target_hash = $2 and action = $3;

-- clear_all
delete from sentinel_activities
where tenant_id = $1 and target_hash = $2;

-- clear_kind
delete from sentinel_activities
where tenant_id = $1
  and target_hash = $2
  and (
    action = cast($3 as text)
    or substr(action, 1, length(cast($3 as text)) + 1) = cast($3 as text) || ':'
  );

-- remove_expired
-- A bounded step, so that the writer is never busy for long.
delete from sentinel_activities
where tenant_id = $1
  and (target_hash, action) in (
    select target_hash, action
    from sentinel_activities
    where tenant_id = $1
      and window_started_at < $2
      and (locked_until is null or locked_until < $3)
    limit 1000
  );
