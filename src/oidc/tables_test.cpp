#include "oidc/tables.h"

#include <doctest/doctest.h>

#include <set>

namespace daemun::oidc {

TEST_CASE("is_supported_scope knows the scopes of the table, to the letter") {
  for (const auto name : supported_scopes)
    CHECK(is_supported_scope(name));
  for (const auto name :
       {scope::openid, scope::offline_access, scope::organizations, scope::organization_roles}) {
    CHECK(is_supported_scope(name));
  }
  for (const char* name : {"", "OpenID", "openid ", "read", "urn:logto:scope:", "urn:logto:scope"})
    CHECK_FALSE(is_supported_scope(name));
}

TEST_CASE("supported_scopes names each scope once") {
  CHECK(
      std::set<std::string_view>(supported_scopes.begin(), supported_scopes.end()).size() ==
      supported_scopes.size()
  );
}

}  // namespace daemun::oidc
