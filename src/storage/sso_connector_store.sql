-- list (cached)
select id, provider_name, connector_name, config, domains, branding, sync_profile,
    enable_token_storage, trusts_mfa, created_at
from sso_connectors
where tenant_id = $1
order by created_at, id;

-- insert
insert into sso_connectors (tenant_id, id, provider_name, connector_name, config, domains, branding,
    sync_profile, enable_token_storage, trusts_mfa, created_at)
values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11);

-- update
update sso_connectors
set connector_name = coalesce($3, connector_name), config = coalesce($4, config),
    domains = coalesce($5, domains), branding = coalesce($6, branding),
    sync_profile = coalesce($7, sync_profile),
    enable_token_storage = coalesce($8, enable_token_storage),
    trusts_mfa = coalesce($9, trusts_mfa)
where tenant_id = $1 and id = $2;

-- remove
delete from sso_connectors
where tenant_id = $1 and id = $2;
