-- list
-- Newest first.
select id, user_id, secret_hash, user_agent, network, created_at, last_used_at, expires_at
from trusted_devices
where tenant_id = $1 and user_id = $2
order by created_at desc, id desc;

-- ground
-- No row for a user who is gone or suspended.
select coalesce((select v.version from settings_versions v where v.tenant_id = u.tenant_id), 0)
      as settings_version,
    coalesce((select e.document from sign_in_experiences e where e.tenant_id = u.tenant_id), '{}')
      as sign_in_experience,
    u.updated_at as account_updated_at,
    (
      select count(*)
      from user_factors f
      where f.tenant_id = u.tenant_id and f.user_id = u.id
    ) as factors,
    coalesce((
      select max(f.created_at)
      from user_factors f
      where f.tenant_id = u.tenant_id and f.user_id = u.id
    ), 0) as newest_factor_at
from users u
where u.tenant_id = $1 and u.id = $2 and not u.is_suspended;

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
-- Unbounded on purpose: a setting that is switched off ends the trust in every device at once, in one
-- plan. It walks the primary key of a tenant with a few rows a user, and a setting changes rarely.
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
