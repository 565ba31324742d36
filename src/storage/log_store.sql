-- all (part)
from logs
where tenant_id = $1

-- list
select id, key, payload, created_at
from logs
where tenant_id = $1
order by created_at desc, id limit $2;

-- find
select id, key, payload, created_at
from logs
where tenant_id = $1 and id = $2;

-- insert
insert into logs (tenant_id, id, key, payload, created_at, user_id, application_id, hook_id,
    succeeded)
values ($1, $2, $3, $4, $5, $6, $7, $8, $9);

-- remove_expired
-- Two statements, because each kind of line has its index.
delete from logs
where tenant_id = $1
  and id in (
    select id
    from logs
    where tenant_id = $1 and hook_id is null and created_at < $2
    limit 1000
  );

-- remove_expired_of_hooks
delete from logs
where tenant_id = $1
  and id in (
    select id
    from logs
    where tenant_id = $1 and hook_id is not null and created_at < $2
    limit 1000
  );
