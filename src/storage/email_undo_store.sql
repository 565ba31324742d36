-- columns (part)
user_id, number, email, created_at, expires_at

-- find
select $include(columns)
from email_undos
where tenant_id = $1 and token_hash = $2;

-- list
select $include(columns)
from email_undos
where tenant_id = $1 and user_id = $2
order by number;

-- insert
-- The user's row is held, so that the numbers follow the changes.
insert into email_undos (tenant_id, token_hash, user_id, number, email, created_at, expires_at)
values ($1, $2, $3, (
    select coalesce(max(e.number), 0) + 1
    from email_undos e
    where e.tenant_id = $1 and e.user_id = $3
  ), $4, $5, $6);

-- use
delete from email_undos
where tenant_id = $1 and token_hash = $2 and user_id = $3 and expires_at > $4;

-- remove_later
delete from email_undos
where tenant_id = $1 and user_id = $2 and number > $3;

-- remove_all
delete from email_undos
where tenant_id = $1 and user_id = $2;

-- remove_expired
-- A bounded step, so that the writer is never busy for long.
delete from email_undos
where tenant_id = $1
  and token_hash in (
    select token_hash
    from email_undos
    where tenant_id = $1 and expires_at < $2
    limit 1000
  );
