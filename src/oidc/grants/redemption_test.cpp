#include "oidc/grants/redemption.h"

#include "oidc/test_tenant.h"

#include <doctest/doctest.h>

namespace daemun::oidc {
namespace {

using Type = ApplicationType;

Application a_client(Type type, bool always = false) {
  auto client = test::an_application("app", type);
  client.custom_client_metadata.always_issue_refresh_token = always;
  return client;
}

}  // namespace

TEST_CASE("issues_refresh_token for offline grants and web clients that always want one") {
  Grant bound;
  Grant offline;
  offline.is_offline = true;
  for (const auto type : {Type::traditional, Type::spa, Type::native, Type::protected_}) {
    CAPTURE(to_string(type));
    CHECK(issues_refresh_token(offline, a_client(type)));
    CHECK_FALSE(issues_refresh_token(bound, a_client(type)));
    CHECK(issues_refresh_token(bound, a_client(type, true)) == (type != Type::native));
  }
  CHECK_FALSE(issues_refresh_token(offline, a_client(Type::machine_to_machine, true)));
}

}  // namespace daemun::oidc
