#include "oidc/issue.h"

#include "base/encoding.h"
#include "base/text.h"
#include "oidc/granted_tokens.h"
#include "oidc/test_tenant.h"
#include "oidc/token_size.h"

#include <doctest/doctest.h>

namespace daemun::oidc {
namespace {

using Words = std::vector<std::string>;

struct Issuer {
  test::TestTenant tenant;
  TokenServices services{*tenant.dependencies, *tenant.keys, *tenant.tokens, Secret("key")};
  std::shared_ptr<const KeyRing> keys = run_task(tenant.keys->current());
  TimePoint now = tenant.clock.now();
  Application client = test::an_application("app");
  User user = test::a_user();
  std::vector<Organization> organizations{};

  std::string access_token(const AccessTokenSpec& spec) {
    const AccessTokenSubject subject{
        .subject = user.id.value(),
        .client_id = client.id,
        .grant_id = GrantId("Z3JhbnQtZ3JhbnQtZ3Jhbg")};
    return make_access_token(services, *keys, subject, spec, now);
  }
  std::string id_token(const Grant& grant) {
    ReplyFacts facts;
    facts.keys = keys;
    facts.client = std::make_shared<const Application>(client);
    facts.id_token_scopes = {"openid"};
    if (!organizations.empty()) facts.id_token_scopes.emplace_back("urn:logto:scope:organizations");
    facts.rules = {.target = ClaimsTarget::id_token, .enabled_extended_claims = {"organizations"}};
    facts.claims.emplace().user = user;
    facts.claims->organizations = organizations;
    return make_id_token(services, grant, facts, now);
  }
};

// The members of a JWT's part, in order.
json::object part(const std::string& token, std::size_t index) {
  const auto parts = split_words(token, '.');
  REQUIRE(parts.size() == 3);
  return parse_json_object(parse_base64url(parts.at(index)).value()).value();
}

std::string names(const json::object& object) {
  std::string text;
  for (const auto& member : object)
    text += (text.empty() ? "" : " ") + std::string(member.key());
  return text;
}

Grant a_grant() {
  Grant grant;
  grant.id = GrantId("Z3JhbnQtZ3JhbnQtZ3Jhbg");
  grant.scopes = {"openid"};
  grant.authenticated_at = from_unix_seconds(1'799'999'000);
  return grant;
}

}  // namespace

TEST_CASE("make_access_token writes a JWT for an audience, in Logto's order") {
  Issuer issuer;
  const auto token = issuer.access_token(
      {.audience = "https://api.example", .scopes = Words{"read", "write"}, .ttl = Seconds(600)}
  );
  const auto header = part(token, 0);
  CHECK(header.at("typ").as_string() == "at+jwt");
  CHECK(header.at("alg").as_string() == "ES256");
  CHECK(header.contains("kid"));
  const auto payload = part(token, 1);
  CHECK(names(payload) == "jti sub iat exp scope client_id iss aud");
  CHECK(payload.at("jti").as_string().size() == 43);
  CHECK(payload.at("sub").as_string() == issuer.user.id.value());
  CHECK(payload.at("iat").as_int64() == 1'800'000'000);
  CHECK(payload.at("exp").as_int64() == 1'800'000'600);
  CHECK(payload.at("scope").as_string() == "read write");
  CHECK(payload.at("client_id").as_string() == "app");
  CHECK(payload.at("iss").as_string() == "https://auth.example/oidc");
  CHECK(payload.at("aud").as_string() == "https://api.example");
}

TEST_CASE("make_access_token puts the organization first, and tells no scope from an empty one") {
  Issuer issuer;
  const auto in_organization = part(
      issuer.access_token(
          {.audience = "a:b", .scopes = Words{}, .organization_claim = OrganizationId("acme")}
      ),
      1
  );
  CHECK(names(in_organization) == "organization_id jti sub iat exp scope client_id iss aud");
  CHECK(in_organization.at("organization_id").as_string() == "acme");
  CHECK(in_organization.at("scope").as_string().empty());
  const auto without = part(issuer.access_token({.audience = "a:b"}), 1);
  CHECK(names(without) == "jti sub iat exp client_id iss aud");
}

TEST_CASE("make_access_token never repeats a jti") {
  Issuer issuer;
  const AccessTokenSpec spec{.audience = "a:b"};
  CHECK(
      part(issuer.access_token(spec), 1).at("jti") != part(issuer.access_token(spec), 1).at("jti")
  );
}

TEST_CASE("make_access_token seals a reference to the grant without an audience") {
  Issuer issuer;
  const auto whole = issuer.tenant.tokens->open(
      issuer.access_token({.scopes = Words{"openid"}, .ttl = Seconds(3600)})
  );
  REQUIRE(whole);
  CHECK(whole->grant_id == GrantId("Z3JhbnQtZ3JhbnQtZ3Jhbg"));
  CHECK(whole->issued_at == issuer.now);
  CHECK(whole->expires_at == issuer.now + Seconds(3600));
  CHECK_FALSE(whole->narrowed_scopes);
  const auto narrowed = issuer.tenant.tokens->open(
      issuer.access_token({.scopes = Words{"openid"}, .ttl = Seconds(3600), .is_narrowed = true})
  );
  REQUIRE(narrowed);
  CHECK(narrowed->narrowed_scopes == Words{"openid"});
}

TEST_CASE("make_id_token names the audience and nothing that was not asked for") {
  Issuer issuer;
  const auto token = issuer.id_token(a_grant());
  CHECK_FALSE(part(token, 0).contains("typ"));
  const auto payload = part(token, 1);
  CHECK(names(payload) == "sub aud exp iat iss");
  CHECK(payload.at("sub").as_string() == issuer.user.id.value());
  CHECK(payload.at("aud").as_string() == "app");
  CHECK(payload.at("iat").as_int64() == 1'800'000'000);
  CHECK(payload.at("exp").as_int64() == 1'800'003'600);
  CHECK(payload.at("iss").as_string() == "https://auth.example/oidc");
}

TEST_CASE("make_id_token carries auth_time, nonce and sid of the grant") {
  Issuer issuer;
  auto grant = a_grant();
  grant.wants_auth_time = true;
  grant.nonce = "n\"once";
  grant.sid = "sid";
  issuer.client.custom_client_metadata.id_token_ttl = Seconds(60);
  const auto payload = part(issuer.id_token(grant), 1);
  CHECK(payload.at("auth_time").as_int64() == 1'799'999'000);
  CHECK(payload.at("nonce").as_string() == "n\"once");
  CHECK(payload.at("sid").as_string() == "sid");
  CHECK(payload.at("exp").as_int64() == 1'800'000'060);
}

TEST_CASE("make_id_token leaves the organizations of a user who has hundreds to userinfo") {
  Issuer issuer;
  for (int i = 0; i < 800; ++i) {
    const auto id = "organization" + std::to_string(1000 + i);
    issuer.organizations.push_back({.id = OrganizationId(id), .name = id});
  }
  auto grant = a_grant();
  grant.nonce = std::string(1000, 'n');
  const auto token = issuer.id_token(grant);
  CHECK(token.size() <= max_id_token_bytes);
  CHECK(names(part(token, 1)) == "sub nonce aud exp iat iss");
  issuer.organizations.resize(100);
  CHECK(part(issuer.id_token(a_grant()), 1).at("organizations").as_array().size() == 100);
}

TEST_CASE("make_tokens adds an ID token while openid is in effect") {
  Issuer issuer;
  const auto client = std::make_shared<const Application>(issuer.client);
  const auto issue = [&](Words granted, std::optional<Words> asked) {
    auto grant = a_grant();
    grant.scopes = granted;
    const AccessRequest request{.scopes = std::move(asked)};
    const AccessTokenSpec spec{.scopes = std::move(granted), .ttl = Seconds(3600)};
    const auto facts =
        run_task(load_reply_facts(issuer.services, client, issuer.user, grant.scopes, request));
    return make_tokens(
        issuer.services,
        GrantedTokens{.grant = grant, .access_token = spec, .reply = facts},
        issuer.tenant.clock.now()
    );
  };
  const auto whole = issue({"openid", "profile"}, std::nullopt);
  CHECK(whole.id_token);
  CHECK(whole.scope == "openid profile");
  CHECK(whole.expires_in == Seconds(3600));
  CHECK_FALSE(whole.refresh_token);
  CHECK(issue({"openid", "profile"}, Words{"openid"}).id_token);
  CHECK_FALSE(issue({"openid", "profile"}, Words{"profile"}).id_token);
  CHECK_FALSE(issue({"profile"}, std::nullopt).id_token);
}

TEST_CASE("to_json_text writes the reply's members in Logto's order") {
  TokenResponse response{
      .access_token = "a",
      .expires_in = Seconds(3600),
      .id_token = "i",
      .refresh_token = "r",
      .scope = "openid"};
  CHECK(
      to_json_text(response) ==
      R"({"access_token":"a","expires_in":3600,"id_token":"i","refresh_token":"r",)"
      R"("scope":"openid","token_type":"Bearer"})"
  );
  response.refresh_token.reset();
  response.scope = "";
  CHECK(
      to_json_text(response) ==
      R"({"access_token":"a","expires_in":3600,"id_token":"i","scope":"","token_type":"Bearer"})"
  );
}

TEST_CASE("to_json_text writes a machine's reply as Logto does") {
  TokenResponse response{.access_token = "a", .expires_in = Seconds(600), .scope = "read"};
  CHECK(
      to_json_text(response) ==
      R"({"access_token":"a","expires_in":600,"token_type":"Bearer","scope":"read"})"
  );
  response.scope.reset();
  CHECK(to_json_text(response) == R"({"access_token":"a","expires_in":600,"token_type":"Bearer"})");
}

}  // namespace daemun::oidc
