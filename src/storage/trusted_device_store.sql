-- list
-- Newest first.
select id, user_id, secret_hash, user_agent, network, created_at, last_used_at, expires_at
from trusted_devices
where tenant_id = $1 and user_id = $2
order by created_at desc, id desc;

-- insert
insert into trusted_devices (tenant_id, id, user_id, secret_hash, user_agent, network, created_at,
    last_used_at, expires_at)
values ($1, $2, $3, $4, $5, $6, $7, $8, $9);

-- keep_newest
delete from trusted_devices
where tenant_id = $1
  and user_id = $2
  and id not in (
    select id
    from trusted_devices
    where tenant_id = $1 and user_id = $2
    order by created_at desc, id desc
    limit $3
  );

-- use
update trusted_devices
set last_used_at = $4
where tenant_id = $1 and user_id = $2 and id = $3 and expires_at > $4;

-- remove
delete from trusted_devices
where tenant_id = $1 and user_id = $2 and id = $3;

-- remove_all_of_user
delete from trusted_devices
where tenant_id = $1 and user_id = $2;

-- remove_all
delete from trusted_devices
where tenant_id = $1;

-- remove_expired
-- A bounded step, so that the writer is never busy for long.
delete from trusted_devices
where tenant_id = $1
  and id in (
    select id
    from trusted_devices
    where tenant_id = $1 and expires_at < $2
    limit 1000
  );
