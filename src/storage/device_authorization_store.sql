-- find
select id, client_id, request, ip, status, grant_id, created_at, expires_at
from device_authorizations
where tenant_id = $1 and id = $2;

-- find_by_user_code
select id, client_id, request, ip, status, grant_id, created_at, expires_at
from device_authorizations
where tenant_id = $1 and user_code = $2;

-- find_by_device_code
select id, client_id, request, ip, status, grant_id, created_at, expires_at
from device_authorizations
where tenant_id = $1 and device_code_hash = $2;

-- insert
insert into device_authorizations (tenant_id, id, client_id, device_code_hash, user_code, request,
    ip, status, created_at, expires_at)
values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10);

-- approve
update device_authorizations
set status = 'approved', grant_id = $3
where tenant_id = $1 and id = $2 and status = 'pending' and expires_at > $4;

-- deny
update device_authorizations
set status = 'denied'
where tenant_id = $1 and id = $2 and status = 'pending' and expires_at > $3;

-- consume
update device_authorizations
set status = 'consumed'
where tenant_id = $1 and id = $2 and status = 'approved';

-- remove_expired
-- A bounded step, so that the writer is never busy for long.
delete from device_authorizations
where tenant_id = $1
  and id in (
    select id
    from device_authorizations
    where tenant_id = $1 and expires_at < $2
    limit 1000
  );
