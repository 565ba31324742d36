#include "oidc/application_access.h"

#include "domain/application_access.h"
#include "storage/application_access_store.h"

#include <utility>

namespace daemun::oidc {

Task<bool> load_may_use(const Dependencies& dependencies, ClientPtr client, UserId user) {
  if (!client->app_level_access_control_enabled) co_return true;
  const storage::ApplicationAccessStore rules(dependencies.database, dependencies.tenant);
  const auto facts = co_await rules.find_facts(client->id, std::move(user));
  co_return may_use(*client, facts);
}

OAuthError not_admitted() {
  return OAuthError{
      .code = OAuthErrorCode::access_denied,
      .description = "the user is not allowed to access the application",
  };
}

}  // namespace daemun::oidc
