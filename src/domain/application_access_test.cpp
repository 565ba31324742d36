#include "domain/application_access.h"

#include <doctest/doctest.h>

namespace daemun {

TEST_CASE("may_use is true for everybody while access control is off, and for nobody without a rule"
) {
  // Each row: control, named, role, organization, organization role, verdict.
  for (int row = 0; row < 32; ++row) {
    CAPTURE(row);
    const bool is_controlled = (row & 16) != 0;
    Application application;
    application.app_level_access_control_enabled = is_controlled;
    const ApplicationAccessFacts facts{
        .is_named = (row & 1) != 0,
        .holds_named_role = (row & 2) != 0,
        .is_member_of_named_organization = (row & 4) != 0,
        .holds_named_organization_role = (row & 8) != 0,
    };
    const bool meets_a_rule = (row & 15) != 0;
    CHECK(may_use(application, facts) == (!is_controlled || meets_a_rule));
  }
}

TEST_CASE("count_rules counts each role in an organization") {
  CHECK(count_rules({}) == 0);
  const ApplicationAccessRules rules{
      .users = {UserId("a"), UserId("b")},
      .user_roles = {RoleId("r")},
      .organizations = {OrganizationId("o")},
      .organization_roles = {
          {.organization = OrganizationId("o"),
           .roles = {OrganizationRoleId("x"), OrganizationRoleId("y")}}}};
  CHECK(count_rules(rules) == 6);
}

}  // namespace daemun
