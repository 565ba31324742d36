#include "oidc/application_access.h"

#include "domain/application_access.h"
#include "storage/application_access_store.h"
#include "storage/grant_store.h"

#include <string>
#include <utility>

namespace daemun::oidc {

Task<bool> load_may_use(const Dependencies& dependencies, ClientPtr client, UserId user) {
  if (!client->app_level_access_control_enabled) co_return true;
  const storage::ApplicationAccessStore rules(dependencies.database, dependencies.tenant);
  const auto facts = co_await rules.find_facts(client->id, std::move(user));
  co_return may_use(*client, facts);
}

std::vector<std::string> scopes_of_now(std::vector<std::string> scopes, const Application& client) {
  std::erase_if(scopes, [&](const std::string& name) { return !allows_user_scope(client, name); });
  return scopes;
}

Task<GrantOfNow> load_grant_of_now(const Dependencies& dependencies, GrantId id) {
  const storage::GrantStore grants(dependencies.database, dependencies.tenant);
  GrantOfNow now;
  now.facts = co_await grants.find(std::move(id));
  if (!now.facts) co_return now;
  Grant& grant = now.facts->grant;
  now.client = co_await find_client(dependencies, grant.client_id);
  bool may_use_client = false;
  if (now.client) {
    may_use_client = co_await load_may_use(dependencies, now.client, grant.user_id);
  }
  if (may_use_client) {
    grant.scopes = scopes_of_now(std::move(grant.scopes), *now.client);
  } else {
    now.facts.reset();
  }
  co_return now;
}

OAuthError not_admitted() {
  return OAuthError{
      .code = OAuthErrorCode::access_denied,
      .description = "the user is not allowed to access the application",
  };
}

}  // namespace daemun::oidc
