// The rules of Logto's application-level access control.
#ifndef DAEMUN_DOMAIN_APPLICATION_ACCESS_H
#define DAEMUN_DOMAIN_APPLICATION_ACCESS_H

#include "base/id.h"
#include "domain/application.h"

#include <cstddef>
#include <vector>

namespace daemun {

// Users of an organization who hold one of these roles in it.
struct OrganizationRoleRule {
  OrganizationId organization{};
  std::vector<OrganizationRoleId> roles{};
};

struct ApplicationAccessRules {
  std::vector<UserId> users{};
  std::vector<RoleId> user_roles{};
  std::vector<OrganizationId> organizations{};
  std::vector<OrganizationRoleRule> organization_roles{};
};

// Each user, role and organization is a rule, and so is each role in an organization.
inline constexpr std::size_t max_access_rules = 1000;
std::size_t count_rules(const ApplicationAccessRules& rules);

// The rules of an application that one user matches.
struct ApplicationAccessFacts {
  bool is_named = false;
  bool holds_named_role = false;
  bool is_member_of_named_organization = false;
  bool holds_named_organization_role = false;  // in the organization that the rule names
};

// With control on and no rule, nobody.
bool may_use(const Application& application, const ApplicationAccessFacts& facts);

}  // namespace daemun

#endif
