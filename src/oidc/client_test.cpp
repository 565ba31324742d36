#include "oidc/client.h"

#include "oidc/lifetimes.h"
#include "oidc/tables.h"
#include "oidc/test_tenant.h"

#include <doctest/doctest.h>

namespace daemun::oidc {
namespace {

using Type = ApplicationType;

Application a_client(Type type) {
  return test::an_application("app", type);
}

}  // namespace

TEST_CASE("allows_grant follows the type of the application") {
  for (const auto type :
       {Type::traditional, Type::protected_, Type::saml, Type::spa, Type::native}) {
    CAPTURE(to_string(type));
    CHECK(allows_grant(a_client(type), grant_authorization_code));
    CHECK(allows_grant(a_client(type), grant_refresh_token));
    CHECK_FALSE(allows_grant(a_client(type), grant_client_credentials));
  }
  const auto machine = a_client(Type::machine_to_machine);
  CHECK(allows_grant(machine, grant_client_credentials));
  CHECK_FALSE(allows_grant(machine, grant_authorization_code));
  CHECK_FALSE(allows_grant(machine, grant_refresh_token));
  for (const char* never : {"password", "implicit", ""}) {
    CHECK_FALSE(allows_grant(machine, never));
    CHECK_FALSE(allows_grant(a_client(Type::traditional), never));
  }
}

TEST_CASE("allows_grant gives a device its own grant in place of the code") {
  auto device = a_client(Type::native);
  device.custom_client_metadata.is_device_flow = true;
  CHECK(allows_grant(device, grant_device_code));
  CHECK(allows_grant(device, grant_refresh_token));
  CHECK_FALSE(allows_grant(device, grant_authorization_code));
  CHECK_FALSE(allows_grant(a_client(Type::native), grant_device_code));
  // Only native applications run on devices.
  auto page = a_client(Type::spa);
  page.custom_client_metadata.is_device_flow = true;
  CHECK_FALSE(allows_grant(page, grant_device_code));
  CHECK(allows_grant(page, grant_authorization_code));
}

TEST_CASE("allows_grant lets first-party applications exchange tokens where it is allowed") {
  for (const auto type :
       {Type::traditional, Type::spa, Type::native, Type::machine_to_machine, Type::protected_}) {
    CAPTURE(to_string(type));
    auto client = a_client(type);
    CHECK_FALSE(allows_grant(client, grant_token_exchange));
    client.custom_client_metadata.allow_token_exchange = true;
    CHECK(allows_grant(client, grant_token_exchange));
    client.is_third_party = true;
    CHECK_FALSE(allows_grant(client, grant_token_exchange));
  }
}

TEST_CASE("allows_authorization keeps machines and devices from the authorization endpoint") {
  CHECK(allows_authorization(a_client(Type::traditional)));
  CHECK(allows_authorization(a_client(Type::spa)));
  CHECK(allows_authorization(a_client(Type::native)));
  CHECK_FALSE(allows_authorization(a_client(Type::machine_to_machine)));
  auto device = a_client(Type::native);
  device.custom_client_metadata.is_device_flow = true;
  CHECK_FALSE(allows_authorization(device));
}

TEST_CASE("requires_pkce of clients without a secret") {
  CHECK(requires_pkce(a_client(Type::spa)));
  CHECK(requires_pkce(a_client(Type::native)));
  CHECK_FALSE(requires_pkce(a_client(Type::traditional)));
  CHECK(is_public(a_client(Type::spa)));
  CHECK_FALSE(is_public(a_client(Type::machine_to_machine)));
}

TEST_CASE("id_token_ttl and rotation_grace have defaults that the application may change") {
  auto client = a_client(Type::spa);
  CHECK(id_token_ttl(client) == Seconds(3600));
  CHECK(rotation_grace(client) == Seconds(30));
  client.custom_client_metadata.id_token_ttl = Seconds(60);
  client.custom_client_metadata.refresh_token_rotation_grace = Seconds(0);
  CHECK(id_token_ttl(client) == Seconds(60));
  CHECK(rotation_grace(client) == Seconds(0));
}

TEST_CASE("refresh_token_ttl prefers days to the legacy seconds") {
  auto client = a_client(Type::spa);
  CHECK(refresh_token_ttl(client) == hours(14 * 24));
  client.custom_client_metadata.refresh_token_ttl = Seconds(100);
  CHECK(refresh_token_ttl(client) == Seconds(100));
  client.custom_client_metadata.refresh_token_ttl_in_days = 180;
  CHECK(refresh_token_ttl(client) == hours(180 * 24));
}

TEST_CASE("allows_origin knows the origins that are listed or redirected to") {
  auto client = a_client(Type::spa);
  client.oidc_client_metadata.redirect_uris = {
      "https://app.example/callback", "https://*.preview.example/callback", "com.example:/cb"};
  client.custom_client_metadata.cors_allowed_origins = {"http://localhost:3000"};
  for (const char* origin :
       {"https://app.example", "https://pr-1.preview.example", "http://localhost:3000"}) {
    CAPTURE(origin);
    CHECK(allows_origin(client, origin));
  }
  for (const char* origin :
       {"",
        "null",
        "*",
        "http://app.example",
        "https://app.example:8443",
        "https://app.example.evil.example",
        "https://a.b.preview.example",
        "http://localhost:3001",
        "com.example:/cb",
        "com.example:"}) {
    CAPTURE(origin);
    CHECK_FALSE(allows_origin(client, origin));
  }
}

TEST_CASE("allows_user_scope leaves third parties what an administrator enabled") {
  auto client = a_client(Type::traditional);
  CHECK(allows_user_scope(client, "email"));
  client.is_third_party = true;
  client.user_consent_scopes = {"profile"};
  CHECK(allows_user_scope(client, "openid"));
  CHECK(allows_user_scope(client, "offline_access"));
  CHECK(allows_user_scope(client, "profile"));
  CHECK_FALSE(allows_user_scope(client, "email"));
}

TEST_CASE("find_client finds an application, or nothing") {
  test::TestTenant tenant;
  tenant.insert(test::an_application("app1"));
  CHECK(run_task(find_client(*tenant.dependencies, ApplicationId("app1")))->name == "App");
  CHECK_FALSE(run_task(find_client(*tenant.dependencies, ApplicationId("none"))));
  CHECK_FALSE(run_task(find_client(*tenant.dependencies, ApplicationId(""))));
}

TEST_CASE("find_client lets the demo page follow the endpoint") {
  test::TestTenant tenant("https://login.example");
  tenant.insert(test::an_application("demo-app", Type::spa));
  const auto demo = run_task(find_client(*tenant.dependencies, ApplicationId("demo-app")));
  REQUIRE(demo);
  const std::vector<std::string> expected{"https://login.example/demo-app"};
  CHECK(demo->oidc_client_metadata.redirect_uris == expected);
  CHECK(demo->oidc_client_metadata.post_logout_redirect_uris == expected);
}

TEST_CASE("find_client has the account center in every tenant") {
  test::TestTenant tenant("https://login.example");
  const auto center = run_task(find_client(*tenant.dependencies, ApplicationId("account-center")));
  REQUIRE(center);
  const std::vector<std::string> expected{"https://login.example/account"};
  CHECK(center->oidc_client_metadata.redirect_uris == expected);
  CHECK(center->oidc_client_metadata.post_logout_redirect_uris == expected);
  CHECK(requires_pkce(*center));
  CHECK_FALSE(center->is_third_party);
  CHECK(center->custom_client_metadata.always_issue_refresh_token);
  CHECK(allows_origin(*center, "https://login.example"));
}

}  // namespace daemun::oidc
