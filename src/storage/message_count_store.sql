-- open_slot (part)
-- A slot with a place: one whose window is over or that has not all of its sends, else the next one
-- that there is no row for. $3: windows that began then or before are over; $4: sends a window;
-- $5: slots.
select o.slot
from (
  select c.slot as slot
  from message_counts c
  where c.tenant_id = $1
    and c.target_hash = $2
    and c.slot < $5
    and (c.window_started_at <= $3 or c.sends < $4)
  union all
  select min(n.slot) + 1 as slot
  from (
    select -1 as slot
    union all
    select m.slot
    from message_counts m
    where m.tenant_id = $1 and m.target_hash = $2 and m.slot < $5
  ) n
  where not exists (
    select 1
    from message_counts x
    where x.tenant_id = $1 and x.target_hash = $2 and x.slot = n.slot + 1
  )
) o
where o.slot < $5
order by o.slot limit 1

-- find_open
$include(open_slot);

-- take
-- The row is judged again where it is written: of several nodes that chose one slot, the later ones
-- see what the first one left. $6: when a window begins.
insert into message_counts as t (tenant_id, target_hash, slot, window_started_at, sends)
select cast($1 as text), cast($2 as text), s.slot, cast($6 as bigint), 1
from ($include(open_slot)) s
where true
on conflict (tenant_id, target_hash, slot) do update
set sends = case when t.window_started_at <= $3 then 1 else t.sends + 1 end,
    window_started_at =
      case when t.window_started_at <= $3 then excluded.window_started_at
      else t.window_started_at end
where t.window_started_at <= $3 or t.sends < $4;

-- remove_expired
-- A bounded step, so that the writer is never busy for long.
delete from message_counts
where tenant_id = $1
  and (target_hash, slot) in (
    select target_hash, slot
    from message_counts
    where tenant_id = $1 and window_started_at < $2 limit 1000
  );
