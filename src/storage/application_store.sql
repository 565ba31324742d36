-- columns (part)
-- An application without what hangs on it.
a.id, a.name, a.description, a.type, a.oidc_client_metadata, a.custom_client_metadata,
    a.custom_data, a.is_third_party, a.app_level_access_control_enabled, a.created_at

-- all (part)
-- The account center's row is there for what refers to it. What it is stands in code, so that
-- nothing reads it.
from applications a
where a.tenant_id = $1 and a.id <> 'account-center'

-- holds_role (part)
and a.id in (
    select r.application_id
    from applications_roles r
    where r.tenant_id = $1 and r.role_id = $?
  )

-- lacks_role (part)
and not exists (
    select 1
    from applications_roles r
    where r.tenant_id = a.tenant_id and r.application_id = a.id and r.role_id = $?
  )

-- is_outside (part)
and not exists (
    select 1
    from organization_applications o
    where o.tenant_id = a.tenant_id and o.application_id = a.id and o.organization_id = $?
  )

-- is_inside (part)
and exists (
    select 1
    from organization_applications o
    where o.tenant_id = a.tenant_id and o.application_id = a.id and o.organization_id = $?
  )

-- find (cached)
select $include(columns)
from applications a
where tenant_id = $1 and id = $2 and id <> 'account-center';

-- has_account_center
select count(*) as total
from applications
where tenant_id = $1 and id = 'account-center';

-- list
select $include(columns)
from applications a
where tenant_id = $1 and id <> 'account-center'
order by created_at, id;

-- insert
insert into applications (tenant_id, id, name, description, type, oidc_client_metadata,
    custom_client_metadata, custom_data, is_third_party, app_level_access_control_enabled,
    created_at)
values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11);

-- secret_hashes (cached)
select name, value_hash, created_at, expires_at
from application_secrets
where tenant_id = $1 and application_id = $2
order by created_at, name;

-- consent_scopes (cached)
select kind, scope
from application_user_consent_scopes
where tenant_id = $1 and application_id = $2
order by kind, scope;

-- list_secrets
select name, value, created_at, expires_at
from application_secrets
where tenant_id = $1 and application_id = $2
order by created_at, name;

-- update
update applications
set name = coalesce($3, name), description = case when $4 then $5 else description end,
    oidc_client_metadata = coalesce($6, oidc_client_metadata),
    custom_client_metadata = coalesce($7, custom_client_metadata),
    custom_data = coalesce($8, custom_data),
    app_level_access_control_enabled = coalesce($9, app_level_access_control_enabled)
where tenant_id = $1 and id = $2;

-- replace_custom_data
update applications
set custom_data = $4
where tenant_id = $1 and id = $2 and custom_data = $3;

-- lock (no settings)
update applications
set id = id
where tenant_id = $1 and id = $2;

-- remove
delete from applications
where tenant_id = $1 and id = $2;

-- insert_secret
insert into application_secrets (tenant_id, application_id, name, value, value_hash, created_at,
    expires_at)
values ($1, $2, $3, $4, $5, $6, $7);

-- remove_secret
delete from application_secrets
where tenant_id = $1 and application_id = $2 and name = $3;

-- rename_secret
update application_secrets
set name = $4, value = $5
where tenant_id = $1 and application_id = $2 and name = $3;

-- experience (cached)
select color, branding, custom_css, terms_of_use_url, privacy_policy_url, display_name
from application_sign_in_experiences
where tenant_id = $1 and application_id = $2;

-- upsert_experience
insert into application_sign_in_experiences as e (tenant_id, application_id, color, branding,
    custom_css, terms_of_use_url, privacy_policy_url, display_name)
values ($1, $2, coalesce($3, '{}'), coalesce($4, '{}'), $6, $8, $10, $12)
on conflict (tenant_id, application_id) do update set color = coalesce($3, e.color),
    branding = coalesce($4, e.branding), custom_css = case when $5 then $6 else e.custom_css end,
    terms_of_use_url = case when $7 then $8 else e.terms_of_use_url end,
    privacy_policy_url = case when $9 then $10 else e.privacy_policy_url end,
    display_name = case when $11 then $12 else e.display_name end;
