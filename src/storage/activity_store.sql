-- count_users
select value
from tenant_counters
where tenant_id = $1 and name = 'users';

-- count_new_users
-- Reads the index of the last fourteen days.
select coalesce(sum(case when created_at >= $4 then 1 else 0 end), 0) as of_day,
    coalesce(sum(case when created_at >= $3 and created_at < $4 then 1 else 0 end), 0)
      as of_day_before,
    coalesce(sum(case when created_at >= $6 then 1 else 0 end), 0) as of_week,
    coalesce(sum(case when created_at < $6 then 1 else 0 end), 0) as of_week_before
from users
where tenant_id = $1 and created_at >= $2 and created_at < $5;

-- list_active
select day, gap, users
from daily_active_counts
where tenant_id = $1 and day >= $2 and day <= $3;

-- note
-- The first statement takes the user's row, so that of several nodes the later ones see it counted.
insert into active_users as a (tenant_id, user_id, last_day)
select u.tenant_id, u.id, cast($3 as bigint)
from users u
where u.tenant_id = $1 and u.id = $2
on conflict (tenant_id, user_id) do update set last_day = excluded.last_day
where a.last_day < excluded.last_day;

-- count
insert into daily_active_counts as c (tenant_id, day, gap, users)
select a.tenant_id, a.last_day,
    case when a.last_day - a.counted_day < $3 then a.last_day - a.counted_day else $3 end, 1
from active_users a
where a.tenant_id = $1
  and a.user_id = $2
  and (a.counted_day is null or a.counted_day < a.last_day)
on conflict (tenant_id, day, gap) do update set users = c.users + 1;

-- mark
update active_users
set counted_day = last_day
where tenant_id = $1 and user_id = $2 and (counted_day is null or counted_day < last_day);
