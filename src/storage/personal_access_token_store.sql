-- list
select name, value, created_at, expires_at
from personal_access_tokens
where tenant_id = $1 and user_id = $2
order by created_at, name;

-- find
select name, value, created_at, expires_at
from personal_access_tokens
where tenant_id = $1 and user_id = $2 and name = $3;

-- find_by_value
select user_id, name, expires_at
from personal_access_tokens
where tenant_id = $1 and value_hash = $2;

-- insert
insert into personal_access_tokens (tenant_id, user_id, name, value, value_hash, created_at,
    expires_at)
values ($1, $2, $3, $4, $5, $6, $7);

-- rename
update personal_access_tokens
set name = $4
where tenant_id = $1 and user_id = $2 and name = $3;

-- remove
delete from personal_access_tokens
where tenant_id = $1 and user_id = $2 and name = $3;
