#include "oidc/client.h"

#include "base/text.h"
#include "base/uri.h"
#include "domain/account_center.h"
#include "domain/redirect_uri.h"
#include "oidc/lifetimes.h"
#include "oidc/tables.h"

#include <algorithm>

namespace daemun::oidc {

namespace {

// Logto's built-in client: the account center at <endpoint>/account. It has a refresh token without
// offline_access, which ends with the session.
ClientPtr make_account_center(const Dependencies& dependencies, ApplicationId id) {
  auto center = std::make_shared<Application>();
  center->id = std::move(id);
  center->name = "Account center";
  center->type = ApplicationType::spa;
  const auto url = account_center_url(dependencies.endpoint);
  center->oidc_client_metadata.redirect_uris = {url};
  center->oidc_client_metadata.post_logout_redirect_uris = {url};
  center->custom_client_metadata.always_issue_refresh_token = true;
  return center;
}

}  // namespace

Task<ClientPtr> find_client(const Dependencies& dependencies, ApplicationId id) {
  if (id.value() == account_center_application) {
    co_return make_account_center(dependencies, std::move(id));
  }
  auto client = co_await dependencies.settings.find_application(id);
  if (!client || id.value() != demo_app_id) co_return client;
  auto demo = std::make_shared<Application>(*client);
  demo->oidc_client_metadata.redirect_uris = {dependencies.endpoint + "/demo-app"};
  demo->oidc_client_metadata.post_logout_redirect_uris = {dependencies.endpoint + "/demo-app"};
  co_return demo;
}

bool is_public(const Application& client) {
  return !is_confidential(client.type);
}

bool allows_grant(const Application& client, std::string_view grant_type) {
  // Any type may exchange tokens when its administrator says so; a stranger's application never: it
  // would act for people whose consent it does not have.
  if (grant_type == grant_token_exchange) {
    return client.custom_client_metadata.allow_token_exchange && !client.is_third_party;
  }
  if (client.type == ApplicationType::machine_to_machine) {
    return grant_type == grant_client_credentials;
  }
  if (grant_type == grant_refresh_token) return true;
  return grant_type == (is_device(client) ? grant_device_code : grant_authorization_code);
}

bool is_device(const Application& client) {
  return client.type == ApplicationType::native && client.custom_client_metadata.is_device_flow;
}

bool allows_authorization(const Application& client) {
  return allows_grant(client, grant_authorization_code);
}

bool requires_pkce(const Application& client) {
  return is_public(client);
}

Seconds id_token_ttl(const Application& client) {
  return client.custom_client_metadata.id_token_ttl.value_or(default_id_token_ttl);
}

Seconds refresh_token_ttl(const Application& client) {
  const auto& metadata = client.custom_client_metadata;
  if (metadata.refresh_token_ttl_in_days) return hours(24 * *metadata.refresh_token_ttl_in_days);
  return metadata.refresh_token_ttl.value_or(default_refresh_token_ttl);
}

Seconds rotation_grace(const Application& client) {
  return client.custom_client_metadata.refresh_token_rotation_grace.value_or(default_rotation_grace
  );
}

bool allows_origin(const Application& client, std::string_view origin) {
  const auto requested = parse_uri(origin);
  if (!requested || !is_http_scheme(*requested)) return false;
  const auto& allowed = client.custom_client_metadata.cors_allowed_origins;
  const auto& redirects = client.oidc_client_metadata.redirect_uris;
  const auto matches = [&](const std::string& uri) { return matches_origin(uri, *requested); };
  return std::any_of(allowed.begin(), allowed.end(), matches) ||
         std::any_of(redirects.begin(), redirects.end(), matches);
}

bool allows_user_scope(const Application& client, std::string_view name) {
  if (!client.is_third_party) return true;
  return name == scope::openid || name == scope::offline_access ||
         contains(client.user_consent_scopes, name);
}

}  // namespace daemun::oidc
