#include "domain/open_resources.h"

#include "base/text.h"

#include <algorithm>
#include <string_view>
#include <vector>

namespace daemun {
namespace {

constexpr std::string_view organizations_scope = "urn:logto:scope:organizations";

bool has(const std::vector<ScopeId>& ids, const ScopeId& id) {
  return std::find(ids.begin(), ids.end(), id) != ids.end();
}

}  // namespace

bool is_open_to(const Application& client, const Resource& resource) {
  if (!client.is_third_party) return true;
  return std::any_of(resource.scopes.begin(), resource.scopes.end(), [&](const Scope& scope) {
    return has(client.resource_consent_scopes, scope.id) ||
           has(client.organization_resource_consent_scopes, scope.id);
  });
}

bool are_organizations_open_to(const Application& client) {
  return !client.is_third_party || !client.organization_consent_scopes.empty() ||
         contains(client.user_consent_scopes, organizations_scope);
}

}  // namespace daemun
