-- columns (part)
id, email, value, context, status, created_at, expires_at

-- all (part)
from one_time_tokens
where tenant_id = $1

-- find
select $include(columns)
from one_time_tokens
where tenant_id = $1 and id = $2;

-- find_by_value
select $include(columns)
from one_time_tokens
where tenant_id = $1 and value_hash = $2;

-- insert
insert into one_time_tokens (tenant_id, id, email, value, value_hash, context, status, created_at,
    expires_at)
values ($1, $2, $3, $4, $5, $6, $7, $8, $9);

-- consume
update one_time_tokens
set status = 'consumed'
where tenant_id = $1 and id = $2 and status = 'active' and expires_at > $3;

-- update_status
update one_time_tokens
set status = $4
where tenant_id = $1 and id = $2 and status = $3;

-- remove
delete from one_time_tokens
where tenant_id = $1 and id = $2;
