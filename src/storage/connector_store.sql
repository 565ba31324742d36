-- list (cached)
select id, connector_id, type, config, metadata, sync_profile, enable_token_storage, created_at
from connectors
where tenant_id = $1
order by id;

-- insert
insert into connectors (tenant_id, id, connector_id, type, config, metadata, sync_profile,
    enable_token_storage, created_at)
values ($1, $2, $3, $4, $5, $6, $7, $8, $9);

-- update
update connectors
set config = coalesce($3, config), metadata = coalesce($4, metadata),
    sync_profile = coalesce($5, sync_profile),
    enable_token_storage = coalesce($6, enable_token_storage)
where tenant_id = $1 and id = $2;

-- remove
delete from connectors
where tenant_id = $1 and id = $2;

-- remove_type
delete from connectors
where tenant_id = $1 and type = $2;
