#include "domain/access.h"

#include "base/text.h"

#include <algorithm>

namespace daemun {
namespace {

template <typename T>
bool has(const std::vector<T>& values, const T& value) {
  return std::find(values.begin(), values.end(), value) != values.end();
}

void add_once(std::vector<std::string>& names, const std::string& name) {
  if (!contains(names, name)) names.push_back(name);
}

bool may_consent(const HeldScope& scope, const Application& client) {
  if (!client.is_third_party) return true;
  return scope.organization_id ? has(client.organization_resource_consent_scopes, scope.scope_id)
                               : has(client.resource_consent_scopes, scope.scope_id);
}

}  // namespace

std::vector<std::string> effective_scopes(
    const std::vector<HeldScope>& held,
    std::string_view indicator,
    const OrganizationFilter& organizations,
    const Application& client
) {
  std::vector<std::string> names;
  for (const auto& scope : held) {
    if (scope.indicator != indicator || !may_consent(scope, client)) continue;
    if (scope.organization_id && organizations.only &&
        scope.organization_id != organizations.only) {
      continue;
    }
    add_once(names, scope.name);
  }
  return names;
}

std::vector<std::string> effective_organization_scopes(
    const std::vector<OrganizationScope>& held, const Application& client
) {
  std::vector<std::string> names;
  for (const auto& scope : held) {
    if (client.is_third_party && !has(client.organization_consent_scopes, scope.id)) continue;
    add_once(names, scope.name);
  }
  return names;
}

std::vector<std::string> grantable_scopes(const Resource& resource, const Application& client) {
  std::vector<std::string> names;
  for (const auto& scope : resource.scopes) {
    const bool is_open = !client.is_third_party || has(client.resource_consent_scopes, scope.id) ||
                         has(client.organization_resource_consent_scopes, scope.id);
    if (is_open) add_once(names, scope.name);
  }
  return names;
}

std::vector<std::string> intersection(
    const std::vector<std::string>& left, const std::vector<std::string>& right
) {
  std::vector<std::string> common;
  for (const auto& word : left) {
    if (contains(right, word)) add_once(common, word);
  }
  return common;
}

std::vector<std::string> difference(
    const std::vector<std::string>& left, const std::vector<std::string>& right
) {
  std::vector<std::string> rest;
  for (const auto& word : left) {
    if (!contains(right, word)) rest.push_back(word);
  }
  return rest;
}

}  // namespace daemun
