-- find
select client_id, parameters, expires_at, used_at
from pushed_requests
where tenant_id = $1 and id = $2;

-- insert
insert into pushed_requests (tenant_id, id, client_id, parameters, expires_at)
values ($1, $2, $3, $4, $5);

-- use
update pushed_requests
set used_at = $3
where tenant_id = $1 and id = $2 and used_at is null;

-- remove_expired
-- A bounded step, so that the writer is never busy for long.
delete from pushed_requests
where tenant_id = $1
  and id in (
    select id
    from pushed_requests
    where tenant_id = $1 and expires_at < $2
    limit 1000
  );
