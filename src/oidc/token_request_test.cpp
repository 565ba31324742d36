#include "oidc/token_request.h"

#include "oidc/test_tenant.h"

#include <doctest/doctest.h>

namespace daemun::oidc {
namespace {

using Fields = std::vector<std::pair<std::string, std::string>>;

Result<TokenRequest, OAuthError> parse(Fields fields) {
  fields.insert(fields.begin(), {"grant_type", "refresh_token"});
  return parse_token_request(
      http::Form(std::move(fields)), test::a_request(http::Method::post, "/oidc/token")
  );
}

}  // namespace

TEST_CASE("parse_token_request types every parameter") {
  const auto request =
      test::with_header(test::a_request(http::Method::post, "/oidc/token"), "user-agent", "curl");
  const auto parsed = parse_token_request(
      http::Form(Fields{
          {"grant_type", "authorization_code"},
          {"code", "c"},
          {"redirect_uri", "https://app.example/"},
          {"code_verifier", "v"},
          {"refresh_token", "r"},
          {"resource", "https://api.example"},
          {"organization_id", "acme"},
          {"scope", "read  write"},
          {"unknown", "x"}}),
      request
  );
  REQUIRE(parsed);
  CHECK(parsed->grant_type == "authorization_code");
  CHECK(parsed->code == "c");
  CHECK(parsed->redirect_uri == "https://app.example/");
  CHECK(parsed->code_verifier == "v");
  CHECK(parsed->refresh_token == "r");
  CHECK(parsed->access.resource == "https://api.example");
  CHECK(parsed->access.organization_id == OrganizationId("acme"));
  CHECK(parsed->access.scopes == std::vector<std::string>{"read", "write"});
  CHECK(parsed->ip == "192.0.2.1");
  CHECK(parsed->user_agent == "curl");
}

TEST_CASE("parse_token_request takes an empty parameter for an absent one") {
  const auto parsed =
      parse({{"code", ""}, {"resource", ""}, {"organization_id", ""}, {"scope", ""}});
  REQUIRE(parsed);
  CHECK_FALSE(parsed->code);
  CHECK_FALSE(parsed->access.resource);
  CHECK_FALSE(parsed->access.organization_id);
  CHECK_FALSE(parsed->access.scopes);
  CHECK(parsed->user_agent.empty());
}

TEST_CASE("parse_token_request asks for grant_type") {
  for (const auto& fields : {Fields{}, Fields{{"grant_type", ""}}}) {
    const auto parsed =
        parse_token_request(http::Form(fields), test::a_request(http::Method::post, "/oidc/token"));
    REQUIRE_FALSE(parsed);
    CHECK(parsed.error().code == OAuthErrorCode::invalid_request);
    CHECK(parsed.error().description == "missing required parameter 'grant_type'");
  }
}

TEST_CASE("parse_token_request refuses repeated parameters") {
  for (const char* name :
       {"grant_type",
        "code",
        "redirect_uri",
        "code_verifier",
        "refresh_token",
        "scope",
        "organization_id",
        "client_id",
        "client_secret"}) {
    CAPTURE(name);
    const auto parsed = parse({{name, "a"}, {name, "a"}});
    REQUIRE_FALSE(parsed);
    CHECK(parsed.error().code == OAuthErrorCode::invalid_request);
    CHECK(
        parsed.error().description ==
        "'" + std::string(name) + "' parameter must not be provided twice"
    );
  }
  CHECK(parse({{"unknown", "a"}, {"unknown", "b"}}));
}

TEST_CASE("parse_token_request refuses several resources") {
  const auto parsed = parse({{"resource", "https://a.example"}, {"resource", "https://b.example"}});
  REQUIRE_FALSE(parsed);
  CHECK(parsed.error().code == OAuthErrorCode::invalid_target);
}

TEST_CASE("parse_token_request takes the guide's organization resource for none") {
  const std::string alias = "urn:logto:scope:organizations";
  CHECK_FALSE(parse({{"resource", alias}})->access.resource);
  CHECK_FALSE(parse({{"resource", alias}, {"resource", alias}})->access.resource);
  CHECK(
      parse({{"resource", alias}, {"resource", "https://a.example"}})->access.resource ==
      "https://a.example"
  );
}

TEST_CASE("parse_token_request splits no commas in a body") {
  CHECK(
      parse({{"resource", "https://a.example,https://b.example"}})->access.resource ==
      "https://a.example,https://b.example"
  );
}

}  // namespace daemun::oidc
