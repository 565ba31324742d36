#include "oidc/token_request.h"

#include "oidc/grants/authorization_code.h"
#include "oidc/grants/client_credentials.h"
#include "oidc/grants/device_code.h"
#include "oidc/grants/refresh_token.h"
#include "oidc/grants/token_exchange.h"

#include <doctest/doctest.h>

namespace daemun::oidc {
namespace {

using Fields = std::vector<std::pair<std::string, std::string>>;

Result<TokenRequest, OAuthError> parse(Fields fields) {
  fields.insert(fields.begin(), {"grant_type", "refresh_token"});
  return parse_token_request(http::Form(std::move(fields)));
}

}  // namespace

TEST_CASE("parse_token_request types the members that all grants share") {
  const auto parsed = parse_token_request(http::Form(Fields{
      {"grant_type", "authorization_code"},
      {"resource", "https://api.example"},
      {"organization_id", "acme"},
      {"scope", "read  write"},
      {"unknown", "x"}}));
  REQUIRE(parsed);
  CHECK(parsed->grant_type == "authorization_code");
  CHECK(parsed->access.resource == "https://api.example");
  CHECK(parsed->access.organization_id == OrganizationId("acme"));
  CHECK(parsed->access.scopes == std::vector<std::string>{"read", "write"});
}

TEST_CASE("each grant type reads its own parameters and no others") {
  const http::Form form(Fields{
      {"code", "c"},
      {"redirect_uri", "https://app.example/"},
      {"code_verifier", "v"},
      {"refresh_token", "r"},
      {"device_code", "d"},
      {"subject_token", "s"},
      {"subject_token_type", "st"},
      {"actor_token", "a"},
      {"actor_token_type", "at"}});
  const AccessRequest access{
      .resource = "https://api.example",
      .organization_id = OrganizationId("acme"),
      .scopes = std::vector<std::string>{"read"}};
  const auto code = parse_code_request(form, access).value();
  CHECK(code.code == "c");
  CHECK(code.redirect_uri == "https://app.example/");
  CHECK(code.code_verifier == "v");
  CHECK(code.resource == "https://api.example");
  const auto refresh = parse_refresh_request(form, access).value();
  CHECK(refresh.refresh_token == "r");
  CHECK(refresh.access.organization_id == OrganizationId("acme"));
  const auto device = parse_device_request(form, access).value();
  CHECK(device.device_code.reveal() == "d");
  CHECK(device.resource == "https://api.example");
  CHECK(parse_machine_request(form, access).value().access.resource == "https://api.example");
  const auto exchange = parse_exchange_request(form, access).value();
  CHECK(exchange.subject.token == "s");
  CHECK(exchange.subject.type == "st");
  REQUIRE(exchange.actor);
  CHECK(exchange.actor->token == "a");
  CHECK(exchange.actor->type == "at");
  CHECK(exchange.access.scopes == std::vector<std::string>{"read"});
}

TEST_CASE("a grant type asks for its own parameters, and takes an empty one for an absent one") {
  const auto refusal = [](const auto& parsed) {
    return parsed ? std::string() : parsed.error().description;
  };
  for (const auto& form :
       {http::Form(),
        http::Form(Fields{
            {"code", ""}, {"refresh_token", ""}, {"device_code", ""}, {"subject_token", ""}})}) {
    CHECK(refusal(parse_code_request(form, {})) == "missing required parameter 'code'");
    CHECK(refusal(parse_refresh_request(form, {})) == "missing required parameter 'refresh_token'");
    CHECK(refusal(parse_device_request(form, {})) == "missing required parameter 'device_code'");
    CHECK(
        refusal(parse_exchange_request(form, {})) == "missing required parameter 'subject_token'"
    );
  }
  Fields fields{{"subject_token", "s"}};
  CHECK(
      refusal(parse_exchange_request(http::Form(fields), {})) ==
      "missing required parameter 'subject_token_type'"
  );
  fields.insert(fields.end(), {{"subject_token_type", "st"}, {"actor_token", "a"}});
  CHECK(
      refusal(parse_exchange_request(http::Form(fields), {})) ==
      "missing required parameter 'actor_token_type'"
  );
}

TEST_CASE("parse_token_request takes an empty parameter for an absent one") {
  const auto parsed = parse({{"resource", ""}, {"organization_id", ""}, {"scope", ""}});
  REQUIRE(parsed);
  CHECK_FALSE(parsed->access.resource);
  CHECK_FALSE(parsed->access.organization_id);
  CHECK_FALSE(parsed->access.scopes);
}

TEST_CASE("parse_token_request asks for grant_type") {
  for (const auto& fields : {Fields{}, Fields{{"grant_type", ""}}}) {
    const auto parsed = parse_token_request(http::Form(fields));
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
