#include "oidc/discovery.h"

#include "base/uri.h"
#include "oidc/test_tenant.h"

#include <doctest/doctest.h>

namespace daemun::oidc {

namespace {

http::Response get(Discovery& discovery, http::Request request) {
  return run_task(discovery.handle(std::move(request)));
}

http::Request a_get() {
  return test::a_request(http::Method::get, "/oidc/.well-known/openid-configuration");
}

}  // namespace

TEST_CASE("make_discovery_document says what the server does, in Logto's order") {
  CHECK(
      make_discovery_document(
          "https://auth.example/oidc", "http://127.0.0.1:3001", {"ES256", "RS256"}
      ) ==
      R"({"authorization_endpoint":"http://127.0.0.1:3001/oidc/auth",)"
      R"("device_authorization_endpoint":"http://127.0.0.1:3001/oidc/device/auth",)"
      R"("acr_values_supported":["pwd","mfa","phr"],)"
      R"("claims_parameter_supported":false,)"
      R"("claims_supported":["sub","name","family_name","given_name","middle_name","nickname",)"
      R"("preferred_username","profile","picture","website","gender","birthdate","zoneinfo",)"
      R"("locale","updated_at","username","created_at","email","email_verified","phone_number",)"
      R"("phone_number_verified","address","custom_data","identities","sso_identities","roles",)"
      R"("organizations","organization_data","organization_roles","sid","auth_time","acr","amr","iss"],)"
      R"("code_challenge_methods_supported":["S256"],)"
      R"("end_session_endpoint":"http://127.0.0.1:3001/oidc/session/end",)"
      R"("grant_types_supported":["authorization_code","refresh_token","client_credentials",)"
      R"("urn:ietf:params:oauth:grant-type:device_code",)"
      R"("urn:ietf:params:oauth:grant-type:token-exchange"],)"
      R"("issuer":"https://auth.example/oidc",)"
      R"("jwks_uri":"http://127.0.0.1:3001/oidc/jwks",)"
      R"("authorization_response_iss_parameter_supported":true,)"
      R"("response_modes_supported":["form_post","fragment","query"],)"
      R"("response_types_supported":["code"],)"
      R"("scopes_supported":["openid","offline_access","profile","email","phone","address",)"
      R"("custom_data","identities","roles","urn:logto:scope:organizations",)"
      R"("urn:logto:scope:organization_roles","urn:logto:scope:sessions",)"
      R"("urn:logto:scope:trusted_devices"],)"
      R"("subject_types_supported":["public"],)"
      R"("token_endpoint_auth_methods_supported":["client_secret_basic","client_secret_post",)"
      R"("none"],"token_endpoint":"http://127.0.0.1:3001/oidc/token",)"
      R"("id_token_signing_alg_values_supported":["ES256","RS256"],)"
      R"("pushed_authorization_request_endpoint":"http://127.0.0.1:3001/oidc/request",)"
      R"("request_uri_parameter_supported":false,)"
      R"("userinfo_endpoint":"http://127.0.0.1:3001/oidc/me",)"
      R"("introspection_endpoint":"http://127.0.0.1:3001/oidc/token/introspection",)"
      R"("revocation_endpoint":"http://127.0.0.1:3001/oidc/token/revocation",)"
      R"("backchannel_logout_supported":true,"backchannel_logout_session_supported":true,)"
      R"("claim_types_supported":["normal"]})"
  );
}

TEST_CASE("discovery is readable from every origin") {
  test::TestTenant tenant;
  Discovery discovery(*tenant.dependencies, *tenant.keys);
  const auto response = get(discovery, test::with_header(a_get(), "origin", "https://spa.example"));
  CHECK(response.status == 200);
  CHECK(test::header(response, "access-control-allow-origin") == "*");
  CHECK(test::header(response, "content-type") == "application/json; charset=utf-8");
}

TEST_CASE("discovery answers 304 to whom has the document") {
  test::TestTenant tenant;
  Discovery discovery(*tenant.dependencies, *tenant.keys);
  const auto etag = test::header(get(discovery, a_get()), "etag");
  REQUIRE_FALSE(etag.empty());
  const auto again = get(discovery, test::with_header(a_get(), "if-none-match", etag));
  CHECK(again.status == 304);
  CHECK(again.body.empty());
}

TEST_CASE("discovery names the loopback host it was called by, and no foreign one") {
  test::TestTenant tenant;
  Discovery discovery(*tenant.dependencies, *tenant.keys);
  auto request = a_get();
  request.scheme = "http";
  request.host = "127.0.0.1:3001";
  const auto local = parse_json_object(get(discovery, request).body).value();
  CHECK(find_string(local, "token_endpoint") == "http://127.0.0.1:3001/oidc/token");
  CHECK(find_string(local, "issuer") == "https://auth.example/oidc");

  request.host = "evil.example";
  const auto foreign = parse_json_object(get(discovery, request).body).value();
  CHECK(find_string(foreign, "token_endpoint") == "https://auth.example/oidc/token");
}

TEST_CASE("discovery follows the key ring") {
  test::TestTenant tenant;
  Discovery discovery(*tenant.dependencies, *tenant.keys);
  const auto algorithms = [&] {
    const auto document = parse_json_object(get(discovery, a_get()).body).value();
    return find_strings(document, "id_token_signing_alg_values_supported");
  };
  CHECK(algorithms() == std::vector<std::string>{"ES256"});
  const storage::TenantStore tenants(*tenant.database, *tenant.vault, tenant.tenant);
  tenant.commit(tenants.insert_signing_key(test::a_signing_key(crypto::SignatureAlgorithm::es384)));
  CHECK(algorithms() == std::vector<std::string>{"ES256", "ES384"});
}

TEST_CASE("discovery keeps few documents however many hosts it is called by") {
  test::TestTenant tenant;
  Discovery discovery(*tenant.dependencies, *tenant.keys);
  for (int port = 1; port < 100; ++port) {
    auto request = a_get();
    request.scheme = "http";
    request.host = "localhost:" + std::to_string(port);
    const auto document = parse_json_object(get(discovery, request).body).value();
    CHECK(
        find_string(document, "jwks_uri") ==
        to_origin(*parse_uri("http://" + request.host)) + "/oidc/jwks"
    );
  }
}

}  // namespace daemun::oidc
