#include "domain/application_access.h"

namespace daemun {

std::size_t count_rules(const ApplicationAccessRules& rules) {
  std::size_t count = rules.users.size() + rules.user_roles.size() + rules.organizations.size();
  for (const auto& rule : rules.organization_roles)
    count += rule.roles.size();
  return count;
}

bool may_use(const Application& application, const ApplicationAccessFacts& facts) {
  if (!application.app_level_access_control_enabled) return true;
  return facts.is_named || facts.holds_named_role || facts.is_member_of_named_organization ||
         facts.holds_named_organization_role;
}

}  // namespace daemun
