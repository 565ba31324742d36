-- find
select sso_connector_id, default_application_id, redirect_uri, auth_parameters,
    auto_send_authorization_request, client_callback_uri, created_at
from idp_initiated_configs
where tenant_id = $1 and sso_connector_id = $2;

-- put
insert into idp_initiated_configs (tenant_id, sso_connector_id, default_application_id,
    redirect_uri, auth_parameters, auto_send_authorization_request, client_callback_uri, created_at)
values ($1, $2, $3, $4, $5, $6, $7, $8)
on conflict (tenant_id, sso_connector_id) do update
  set default_application_id = excluded.default_application_id,
    redirect_uri = excluded.redirect_uri,
    auth_parameters = excluded.auth_parameters,
    auto_send_authorization_request = excluded.auto_send_authorization_request,
    client_callback_uri = excluded.client_callback_uri;

-- remove
delete from idp_initiated_configs
where tenant_id = $1 and sso_connector_id = $2;
