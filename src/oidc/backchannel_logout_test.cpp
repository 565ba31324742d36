#include "oidc/backchannel_logout.h"

#include "oidc/lifetimes.h"
#include "oidc/test_tenant.h"

#include <doctest/doctest.h>

namespace daemun::oidc {

namespace {

Application a_listener() {
  auto application = test::an_application("app1");
  application.oidc_client_metadata.backchannel_logout_uri = "https://app.example/logout";
  return application;
}

}  // namespace

TEST_CASE("to_logout_claims has the members of OpenID Connect Back-Channel Logout 2.4") {
  LogoutNotice notice{
      .client_id = ApplicationId("app1"), .user_id = UserId("u"), .sid = "s", .uri = "https://x"};
  const auto now = from_unix_seconds(1000);
  CHECK(
      to_logout_claims(notice, "https://i", "m", now) ==
      R"({"iss":"https://i","aud":"app1","sub":"u","iat":1000,"exp":1120,"jti":"m",)"
      R"("events":{"http://schemas.openid.net/event/backchannel-logout":{}},"sid":"s"})"
  );
  notice.sid.reset();
  const auto claims = parse_json_object(to_logout_claims(notice, "https://i", "m", now)).value();
  CHECK_FALSE(claims.contains("sid"));
  // Or it could pass for an ID token.
  CHECK_FALSE(claims.contains("nonce"));
}

TEST_CASE("make_logout_token signs as the client's ID tokens are signed") {
  test::TestTenant tenant;
  const storage::TenantStore tenants(*tenant.database, *tenant.vault, tenant.tenant);
  tenant.commit(tenants.insert_signing_key(test::a_signing_key(crypto::SignatureAlgorithm::rs256)));
  auto listener = a_listener();
  listener.custom_client_metadata.id_token_signed_response_alg = "RS256";
  tenant.insert(listener);
  const LogoutNotice notice{
      .client_id = ApplicationId("app1"), .user_id = UserId("u"), .sid = {}, .uri = "https://x"};
  const auto token =
      run_task(make_logout_token(*tenant.dependencies, *tenant.keys, notice, "message1"));
  const auto header = parse_base64url(token.substr(0, token.find('.'))).value();
  CHECK(header.find("\"RS256\"") != std::string::npos);
  CHECK(header.find("\"logout+jwt\"") != std::string::npos);

  const auto ring = run_task(tenant.keys->current());
  jose::Expectations expectations{
      .issuer = "https://auth.example/oidc",
      .audience = "app1",
      .type = jose::TokenType::logout_token,
  };
  const auto claims = jose::verify(token, ring->key_set(), expectations, tenant.clock.now());
  REQUIRE(claims);
  CHECK(claims->jti() == "message1");
  // It passes for nothing else.
  expectations.type = jose::TokenType::id_token;
  CHECK_FALSE(jose::verify(token, ring->key_set(), expectations, tenant.clock.now()));
}

}  // namespace daemun::oidc
