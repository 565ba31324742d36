-- list_page
select id, type, usage_type, recipient, factory_id, status, error, created_at, ended_at
from messages
where tenant_id = $1
order by created_at desc, id limit $2 offset $3;

-- count
select count(*) as total
from messages
where tenant_id = $1;

-- insert
insert into messages (tenant_id, id, type, usage_type, recipient, factory_id, status, created_at)
values ($1, $2, $3, $4, $5, $6, 'waiting', $7);

-- finish
update messages
set status = $3, error = $4, ended_at = $5
where tenant_id = $1 and id = $2;

-- remove_expired
delete from messages
where tenant_id = $1
  and id in (select id from messages where tenant_id = $1 and created_at < $2 limit 1000);
