// Organizations: tenants of the customer's own product.
#ifndef DAEMUN_DOMAIN_ORGANIZATION_H
#define DAEMUN_DOMAIN_ORGANIZATION_H

#include "base/clock.h"
#include "base/id.h"
#include "domain/resource.h"

#include <optional>
#include <string>

namespace daemun {

struct Organization {
  OrganizationId id{};
  std::string name{};
  std::optional<std::string> description{};
  bool is_mfa_required = false;
};

// All that an administrator keeps of an organization. Tokens need only the four members above.
struct OrganizationDetails {
  OrganizationId id{};
  std::string name{};
  std::optional<std::string> description{};
  std::string custom_data = "{}";  // JSON object
  bool is_mfa_required = false;
  bool is_trusted_device_allowed = true;
  std::string color = "{}";     // JSON object: primaryColor, isDarkModeEnabled, darkPrimaryColor
  std::string branding = "{}";  // JSON object: logoUrl, darkLogoUrl, favicon, darkFavicon
  std::optional<std::string> custom_css{};
  TimePoint created_at{};
};

// A role of the template, by what members are shown with.
struct OrganizationRoleName {
  OrganizationRoleId id{};
  std::string name{};
};

// A role of the organization template: members of any organization may hold it there.
struct OrganizationRole {
  OrganizationRoleId id{};
  std::string name{};
  std::optional<std::string> description{};
  RoleType type = RoleType::user;
};

// A role that a user holds in one organization.
struct OrganizationMembershipRole {
  OrganizationId organization_id{};
  std::string role_name{};
};

}  // namespace daemun

#endif
