#include "domain/organization_powers.h"

#include <doctest/doctest.h>

#include <string>
#include <vector>

namespace daemun {
namespace {

using Names = std::vector<std::string>;

OrganizationPowers powers(const Names& permissions, const Names& api_permissions) {
  OrganizationPowers powers;
  for (const auto& name : permissions)
    powers.permissions.insert(OrganizationScopeId(name));
  for (const auto& name : api_permissions)
    powers.api_permissions.insert(ScopeId(name));
  return powers;
}

}  // namespace

TEST_CASE("covers wants every permission of both kinds") {
  const auto none = powers({}, {});
  const auto read = powers({"read"}, {});
  const auto both = powers({"read", "write"}, {});
  const auto api = powers({}, {"read"});
  const auto all = powers({"read", "write"}, {"read", "refund"});
  const struct {
    const OrganizationPowers& held;
    const OrganizationPowers& wanted;
    bool expected;
  } cases[] = {
      {none, none, true},
      {read, none, true},
      {read, read, true},
      {both, read, true},
      {all, both, true},
      {all, api, true},
      {all, all, true},
      {none, read, false},
      {none, api, false},
      {read, both, false},
      {both, all, false},
      {api, all, false},
      // The two kinds are apart, though the names are alike.
      {read, api, false},
      {api, read, false},
  };
  for (const auto& row : cases)
    CHECK(covers(row.held, row.wanted) == row.expected);
}

}  // namespace daemun
