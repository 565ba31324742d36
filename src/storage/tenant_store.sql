-- exists
select id
from tenants
where id = $1;

-- version
select version
from settings_versions
where tenant_id = $1;

-- keys (cached)
select id, algorithm, status, private_key, created_at
from signing_keys
where tenant_id = $1
order by case status when 'Current' then 0 when 'Next' then 1 else 2 end, algorithm;

-- cookie_keys (cached)
select id, value, created_at
from cookie_keys
where tenant_id = $1
order by created_at desc, id desc;

-- experience (cached)
select document
from sign_in_experiences
where tenant_id = $1;

-- config (cached)
select value
from logto_configs
where tenant_id = $1 and key = $2;

-- insert
insert into tenants (id, name, created_at)
values ($1, $2, $3)
on conflict do nothing;

-- raise_version
insert into settings_versions as v (tenant_id, version)
values ($1, 1)
on conflict (tenant_id) do update set version = v.version + 1;

-- hold_version
-- Plans that trust a device and plans that end all trust come one after the other; changes nothing.
update settings_versions
set version = version
where tenant_id = $1;

-- require_version
update settings_versions
set version = version
where tenant_id = $1 and version = $2;

-- insert_key
insert into signing_keys (tenant_id, id, algorithm, status, private_key, created_at)
values ($1, $2, $3, $4, $5, $6);

-- update_key
update signing_keys
set status = $3
where tenant_id = $1 and id = $2;

-- remove_key
delete from signing_keys
where tenant_id = $1 and id = $2;

-- insert_cookie_key
insert into cookie_keys (tenant_id, id, value, created_at)
values ($1, $2, $3, $4);

-- remove_cookie_key
delete from cookie_keys
where tenant_id = $1
  and id = $2
  and exists (
    select 1
    from cookie_keys other
    where other.tenant_id = $1 and other.id <> $2
  );

-- upsert_config
insert into logto_configs (tenant_id, key, value)
values ($1, $2, $3)
on conflict (tenant_id, key) do update set value = excluded.value;

-- insert_config
insert into logto_configs (tenant_id, key, value)
values ($1, $2, $3)
on conflict do nothing;

-- replace_config
update logto_configs
set value = $3
where tenant_id = $1 and key = $2 and value = $4;
