// What the roles of a member permit in one organization, against escalation: members give others
// nothing that they do not hold themselves, and remove nobody who holds more.
#ifndef DAEMUN_DOMAIN_ORGANIZATION_POWERS_H
#define DAEMUN_DOMAIN_ORGANIZATION_POWERS_H

#include "domain/access.h"
#include "domain/organization.h"

#include <set>

namespace daemun {

struct OrganizationPowers {
  std::set<OrganizationScopeId> permissions{};  // of the organization template
  std::set<ScopeId> api_permissions{};
};

// A role of the template, with what it gives its holder.
struct RolePowers {
  OrganizationRole role{};
  OrganizationPowers powers{};
};

// Whether everything in `wanted` is also in `held`.
bool covers(const OrganizationPowers& held, const OrganizationPowers& wanted);

}  // namespace daemun

#endif
