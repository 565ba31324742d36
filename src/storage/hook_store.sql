-- list (cached)
select id, name, events, config, signing_key, enabled, created_at
from hooks
where tenant_id = $1
order by created_at desc, id;

-- list_page
select id, name, events, config, signing_key, enabled, created_at
from hooks
where tenant_id = $1
order by created_at desc, id limit $2 offset $3;

-- count
select count(*) as total
from hooks
where tenant_id = $1;

-- find
select id, name, events, config, signing_key, enabled, created_at
from hooks
where tenant_id = $1 and id = $2;

-- insert
insert into hooks (tenant_id, id, name, events, config, signing_key, enabled, created_at)
values ($1, $2, $3, $4, $5, $6, $7, $8);

-- update
update hooks
set name = coalesce($3, name), events = coalesce($4, events), config = coalesce($5, config),
    enabled = coalesce($6, enabled)
where tenant_id = $1 and id = $2;

-- update_signing_key
update hooks
set signing_key = $3
where tenant_id = $1 and id = $2;

-- count_executions
-- A hook after the other, each a range of the index logs_hook: the log holds far more than a day.
select h.id, count(l.hook_id) as requests, count(case when l.succeeded then 1 end) as successes
from hooks h
left join logs l on l.tenant_id = h.tenant_id
  and l.hook_id = h.id
  and l.hook_id is not null
  and l.created_at > $2
where h.tenant_id = $1
group by h.id;

-- count_executions_of
select h.id, count(l.hook_id) as requests, count(case when l.succeeded then 1 end) as successes
from hooks h
left join logs l on l.tenant_id = h.tenant_id
  and l.hook_id = h.id
  and l.hook_id is not null
  and l.created_at > $2
where h.tenant_id = $1 and h.id = $3
group by h.id;

-- remove
delete from hooks
where tenant_id = $1 and id = $2;
