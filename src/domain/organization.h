// Organizations: tenants of the customer's own product.
#ifndef DAEMUN_DOMAIN_ORGANIZATION_H
#define DAEMUN_DOMAIN_ORGANIZATION_H

#include "base/id.h"

#include <optional>
#include <string>

namespace daemun {

struct Organization {
  OrganizationId id{};
  std::string name{};
  std::optional<std::string> description{};
  bool is_mfa_required = false;
};

// A role that a user holds in one organization.
struct OrganizationMembershipRole {
  OrganizationId organization_id{};
  std::string role_name{};
};

}  // namespace daemun

#endif
