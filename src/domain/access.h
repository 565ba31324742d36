// From roles to scopes: what a user or application may do with an API resource.
#ifndef DAEMUN_DOMAIN_ACCESS_H
#define DAEMUN_DOMAIN_ACCESS_H

#include "base/id.h"
#include "domain/application.h"
#include "domain/resource.h"

#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace daemun {

// One scope that a user or application holds: through a global role, or through a role in one
// organization.
struct HeldScope {
  std::string indicator{};  // of the resource
  ScopeId scope_id{};
  std::string name{};
  std::optional<OrganizationId> organization_id{};
};

// One permission of the organization template.
struct OrganizationScope {
  OrganizationScopeId id{};
  std::string name{};
  std::optional<std::string> description{};
};

// Which organizations' roles count besides the global ones.
struct OrganizationFilter {
  std::optional<OrganizationId> only{};  // nothing: all of them
};

// The names of a resource's scopes that are held, once each; for a third-party client only those
// that an administrator lets users consent to.
std::vector<std::string> effective_scopes(
    const std::vector<HeldScope>& held,
    std::string_view indicator,
    const OrganizationFilter& organizations,
    const Application& client
);

// As above for the permissions of the organization template.
std::vector<std::string> effective_organization_scopes(
    const std::vector<OrganizationScope>& held, const Application& client
);

// The names of a resource's scopes that a client can be granted, held today or not: all of them; a
// third-party client those that an administrator lets users consent to, globally or in an
// organization.
std::vector<std::string> grantable_scopes(const Resource& resource, const Application& client);

// The words of `left` that are in `right`, once each, in left's order.
std::vector<std::string> intersection(
    const std::vector<std::string>& left, const std::vector<std::string>& right
);
// The words of `left` that are not in `right`.
std::vector<std::string> difference(
    const std::vector<std::string>& left, const std::vector<std::string>& right
);

}  // namespace daemun

#endif
