#include "daemun/auth/web/guard.h"

#include "daemun/auth/transport/test_waiting_http.h"
#include "daemun/auth/web/test_api.h"

#include <doctest/doctest.h>

#include <memory>
#include <stdexcept>
#include <string>
#include <utility>
#include <vector>

namespace daemun::auth {
namespace {

using test::a_jwt;
using test::a_key_set;
using test::a_request;
using test::Api;

const std::string jwks_url = test::issuer + "/jwks";
const std::string introspection_url = test::issuer + "/token/introspection";
const HttpError no_answer{HttpError::Code::timed_out, "no answer in time"};

const std::string refused_token = "401 invalid_token";
const std::string refused_scope = "403 insufficient_scope";
const std::string unavailable = "503 provider_unavailable";

Response an_active_token(const json::object& changes = {}) {
  return make_json_response(json::serialize(test::with(
      {{"active", true},
       {"sub", "user"},
       {"client_id", "app"},
       {"token_type", "Bearer"},
       {"aud", test::api},
       {"exp", 1'800'003'600},
       {"scope", "read"}},
      changes
  )));
}

std::string introspected(
    const json::object& changes, AbsentAudience absent_audience = AbsentAudience::refused
) {
  Api f({.audience = test::api, .format = TokenFormat::opaque, .absent_audience = absent_audience});
  f.fake.answer(introspection_url, an_active_token(changes));
  return f.check_token("opaque");
}

Task<void> check_later(Guard& guard, std::string token, std::string& found) {
  auto task = guard.async_check(a_request("Bearer " + token), {});
  const auto result = co_await std::move(task);
  found = result ? result->subject : std::string(to_string(result.error().code));
}

TEST_CASE("check lets a JWT for this API through, and asks for keys once") {
  Api f;
  f.fake.answer(jwks_url, a_key_set());
  const auto token = f.guard.check(a_request("Bearer " + a_jwt({{"jti", "1"}})));
  REQUIRE(token);
  CHECK(token->subject == "user");
  CHECK(token->client_id == "app");
  CHECK(token->scopes == std::vector<std::string>{"read", "write"});
  CHECK(f.check_token(a_jwt({{"jti", "2"}})) == "user");
  CHECK(f.fake.requests().size() == 1);
}

TEST_CASE("async_check does the same without waiting for anybody") {
  Api f;
  f.fake.answer(jwks_url, a_key_set());
  std::string found;
  run_task(check_later(f.guard, a_jwt(), found));
  CHECK(found == "user");
  run_task(check_later(f.guard, a_jwt(), found));
  CHECK(found == "user");
  run_task(check_later(f.guard, "nonsense", found));
  CHECK(found == "invalid_token");
}

TEST_CASE("check refuses a request without one token in one header") {
  const auto checked = [](const std::vector<Header>& headers, const std::string& url = "/things") {
    Api f;
    Request request;
    request.url = url;
    request.headers = headers;
    return f.check(request);
  };
  CHECK(checked({}) == "401 missing_token");
  CHECK(checked({}, "/things?access_token=" + a_jwt()) == "401 missing_token");
  CHECK(checked({{"Authorization", "Basic YTpi"}}) == "401 missing_token");
  CHECK(checked({{"authorization", ""}}) == "401 missing_token");
  CHECK(checked({{"Authorization", "Bearer"}}) == "400 invalid_request");
  CHECK(checked({{"Authorization", "Bearer a b"}}) == "400 invalid_request");
  CHECK(checked({{"Authorization", "Bearer a, Bearer b"}}) == "400 invalid_request");
  CHECK(checked({{"Authorization", "Bearer ="}}) == "400 invalid_request");
  CHECK(
      checked({{"Authorization", "Bearer a"}, {"authorization", "Bearer a"}}) ==
      "400 invalid_request"
  );
}

TEST_CASE("check takes the scheme in any case") {
  Api f;
  f.fake.answer(jwks_url, a_key_set());
  CHECK(f.check(a_request("bearer " + a_jwt())) == "user");
  CHECK(f.check(a_request(" BEARER   " + a_jwt() + " ")) == "user");
}

TEST_CASE("check refuses JWTs that are not for this API, not good, or of another kind") {
  Api f;
  f.fake.answer(jwks_url, a_key_set());
  CHECK(f.check_token(a_jwt({{"aud", "https://other.example"}})) == refused_token);
  CHECK(f.check_token(a_jwt({{"iss", "https://other.example"}})) == refused_token);
  CHECK(f.check_token(a_jwt({{"exp", 1'799'999'970}})) == refused_token);
  CHECK(f.check_token(a_jwt({{"client_id", nullptr}})) == refused_token);
  CHECK(f.check_token(a_jwt({{"cnf", {{"jkt", "x"}}}})) == refused_token);
  CHECK(f.check_token(test::a_signer().sign(test::access_token_claims())) == refused_token);
  CHECK(f.check_token(test::a_signer().sign(test::id_token_claims())) == refused_token);
  CHECK(f.check_token(test::Signer().sign(test::access_token_claims(), "at+jwt")) == refused_token);
  CHECK(f.check_token("opaque") == refused_token);
  CHECK(f.check_token(std::string(20'000, 'a')) == refused_token);
  // An organization is not this API.
  CHECK(f.check_token(a_jwt({{"aud", "urn:logto:organization:o"}})) == refused_token);
}

TEST_CASE("check wants the scopes of the settings and those of the route") {
  Api f({.audience = test::api, .scopes = {"read"}, .realm = "things"});
  f.fake.answer(jwks_url, a_key_set());
  CHECK(f.check_token(a_jwt()) == "user");
  CHECK(f.check_token(a_jwt(), {.scopes = {"write"}, .organization = {}}) == "user");
  CHECK(f.check_token(a_jwt({{"scope", "write"}})) == refused_scope);
  CHECK(f.check_token(a_jwt({{"scope", nullptr}})) == refused_scope);
  const auto refused = f.guard.check(
      a_request("Bearer " + a_jwt()), {.scopes = {"write", "delete"}, .organization = {}}
  );
  REQUIRE(!refused);
  const auto response = to_response(refused.error());
  CHECK(response.status == 403);
  CHECK(
      *find_header(response.headers, "www-authenticate") ==
      R"(Bearer realm="things", error="insufficient_scope", )"
      R"(error_description="the token lacks a scope", scope="read write delete")"
  );
}

TEST_CASE("check keeps what an organization allows inside that organization") {
  Api f({.audience = test::api, .organization_tokens = OrganizationTokens::accepted});
  f.fake.answer(jwks_url, a_key_set());
  const std::string global = a_jwt();
  const std::string of_a = a_jwt({{"organization_id", "a"}});
  const std::string for_a = a_jwt({{"aud", "urn:logto:organization:a"}});
  const std::string for_both = a_jwt({{"aud", {test::api, "urn:logto:organization:a"}}});
  const std::string for_none = a_jwt({{"aud", "urn:logto:organization:"}});
  const auto table = std::vector<std::pair<OrganizationRule, std::vector<std::string>>>{
      {OrganizationRule(), {"user", refused_scope, refused_scope, refused_scope, refused_token}},
      {OrganizationRule::named("a"), {refused_scope, "user", "user", "user", refused_token}},
      {OrganizationRule::any(), {refused_scope, "user", "user", "user", refused_token}},
      {OrganizationRule::named("b"),
       {refused_scope, refused_scope, refused_scope, refused_scope, refused_token}},
      {OrganizationRule::named(""),
       {refused_scope, refused_scope, refused_scope, refused_scope, refused_token}},
  };
  for (const auto& row : table) {
    const Requirement requirement{.scopes = {"read"}, .organization = row.first};
    CHECK(f.check_token(global, requirement) == row.second[0]);
    CHECK(f.check_token(of_a, requirement) == row.second[1]);
    CHECK(f.check_token(for_a, requirement) == row.second[2]);
    CHECK(f.check_token(for_both, requirement) == row.second[3]);
    CHECK(f.check_token(for_none, requirement) == row.second[4]);
  }
  const auto token = f.guard.check(
      a_request("Bearer " + for_a), {.scopes = {}, .organization = OrganizationRule::any()}
  );
  REQUIRE(token);
  CHECK(token->organization_id == "a");
}

TEST_CASE("check does not let a token for several through as one of none") {
  Api f;
  f.fake.answer(jwks_url, a_key_set());
  CHECK(f.check_token(a_jwt({{"aud", {test::api, "urn:logto:organization:a"}}})) == refused_scope);
}

TEST_CASE("check remembers a JWT until it expires, or should be looked at again") {
  Api f({.audience = test::api, .max_jwt_age = Seconds(120)});
  f.fake.answer(jwks_url, a_key_set());
  const std::string token = a_jwt({{"exp", 1'800'000'060}});
  const std::string longer = a_jwt();
  CHECK(f.check_token(token) == "user");
  CHECK(f.check_token(longer) == "user");
  // The leeway counts too.
  f.clock.advance(Seconds(89));
  CHECK(f.check_token(token) == "user");
  f.clock.advance(Seconds(1));
  CHECK(f.check_token(token) == refused_token);
  // The key is withdrawn.
  f.clock.advance(Seconds(600));
  f.fake.answer(
      jwks_url,
      make_json_response(R"({"keys":[{"kty":"EC","crv":"P-256","alg":"ES256","kid":"new",)"
                         R"("x":"f83OJ3D2xF1Bg8vub9tLe1gHMzV76e8Tus9uPHvRVEU",)"
                         R"("y":"x_FEzRu9m36HLN_tue659LNpXW6pCyStikYjKIWI5a0"}]})")
  );
  CHECK(f.check_token(longer) == refused_token);
}

TEST_CASE("check answers 503 when there are no keys, and lets nobody in") {
  Api f;
  f.fake.fail(jwks_url, no_answer);
  const auto refused = f.guard.check(a_request("Bearer " + a_jwt()));
  REQUIRE(!refused);
  CHECK(refused.error().cause->code == AuthError::Code::not_reachable);
  const auto response = to_response(refused.error());
  CHECK(response.status == 503);
  CHECK(*find_header(response.headers, "retry-after") == "5");
  CHECK(
      response.body ==
      R"({"error":"provider_unavailable","error_description":"the token cannot be checked now"})"
  );
  CHECK(f.check_token(a_jwt()) == unavailable);
}

TEST_CASE("check asks the provider about an opaque token, with this client's proof, once a minute"
) {
  Api f({.audience = test::api, .format = TokenFormat::by_shape});
  f.fake.answer(introspection_url, an_active_token());
  f.fake.answer(introspection_url, make_json_response(R"({"active":false})"));
  CHECK(f.check_token("opaque") == "user");
  f.clock.advance(Seconds(59));
  CHECK(f.check_token("opaque") == "user");
  CHECK(f.check_token("opaque", {.scopes = {"write"}, .organization = {}}) == refused_scope);
  REQUIRE(f.fake.requests().size() == 1);
  const Request& asked = f.fake.requests()[0];
  CHECK(asked.body == "token=opaque&token_type_hint=access_token");
  CHECK(find_header(asked.headers, "authorization")->starts_with("Basic "));
  f.clock.advance(Seconds(1));
  CHECK(f.check_token("opaque") == refused_token);
  // And a JWT is not asked about.
  f.fake.answer(jwks_url, a_key_set());
  CHECK(f.check_token(a_jwt()) == "user");
  CHECK(f.fake.requests().size() == 3);
}

TEST_CASE("async_check asks once about a token that many requests bring at the same time") {
  test::WaitingHttp http;
  FakeClock clock(test::now);
  crypto::FakeRandom random(1);
  ProviderConnection connection(test::provider_settings(), http, clock, random);
  Guard guard({.audience = test::api, .format = TokenFormat::opaque}, connection, clock);
  boost::asio::io_context loop(1);
  std::vector<std::string> found(3);
  for (std::string& outcome : found) {
    auto task = check_later(guard, "opaque", outcome);
    boost::asio::co_spawn(loop.get_executor(), std::move(task), [](std::exception_ptr) {});
    loop.poll();
  }
  CHECK(http.urls == std::vector{introspection_url});
  http.answer(an_active_token());
  loop.run();
  CHECK(found == std::vector<std::string>{"user", "user", "user"});
  CHECK(http.urls.size() == 1);
}

TEST_CASE("check remembers for a moment that a token is not active") {
  Api f({.audience = test::api, .format = TokenFormat::opaque});
  f.fake.answer(introspection_url, make_json_response(R"({"active":false})"));
  CHECK(f.check_token("opaque") == refused_token);
  f.clock.advance(Seconds(4));
  CHECK(f.check_token("opaque") == refused_token);
  CHECK(f.fake.requests().size() == 1);
  f.clock.advance(Seconds(1));
  f.fake.answer(introspection_url, an_active_token());
  CHECK(f.check_token("opaque") == "user");
}

TEST_CASE("check remembers an opaque token no longer than it lives") {
  Api f({.audience = test::api, .format = TokenFormat::opaque});
  f.fake.answer(introspection_url, an_active_token({{"exp", 1'800'000'010}}));
  f.fake.answer(introspection_url, make_json_response(R"({"active":false})"));
  CHECK(f.check_token("opaque") == "user");
  f.clock.advance(Seconds(10));
  CHECK(f.check_token("opaque") == refused_token);
}

TEST_CASE("check refuses opaque tokens that are not for this API or no access tokens") {
  CHECK(introspected({}) == "user");
  CHECK(introspected({{"exp", nullptr}}) == "user");
  CHECK(introspected({{"token_type", nullptr}}) == "user");
  CHECK(introspected({{"aud", {"https://other.example", test::api}}}) == "user");
  CHECK(introspected({{"aud", "https://other.example"}}) == refused_token);
  CHECK(introspected({{"aud", nullptr}}) == refused_token);
  CHECK(introspected({{"exp", 1'800'000'000}}) == refused_token);
  CHECK(introspected({{"token_type", "DPoP"}}) == refused_token);
  CHECK(introspected({{"cnf", {{"jkt", "x"}}}}) == refused_token);
  CHECK(introspected({{"organization_id", "o"}}) == refused_scope);
  CHECK(introspected({{"iss", "https://other.example"}}) == refused_token);
  // Allowed to be silent about it, not to name another; and a refresh token has no type.
  CHECK(introspected({{"aud", nullptr}}, AbsentAudience::allowed) == "user");
  CHECK(introspected({{"aud", "https://other.example"}}, AbsentAudience::allowed) == refused_token);
  CHECK(
      introspected({{"aud", nullptr}, {"token_type", nullptr}}, AbsentAudience::allowed) ==
      refused_token
  );
}

TEST_CASE("check answers 503 when the provider cannot be asked, and asks again next time") {
  Api f({.audience = test::api, .format = TokenFormat::opaque});
  f.fake.fail(introspection_url, no_answer);
  f.fake.answer(introspection_url, make_json_response(R"({"error":"invalid_client"})", 401));
  f.fake.answer(introspection_url, make_json_response("{}"));
  f.fake.answer(introspection_url, an_active_token());
  CHECK(f.check_token("opaque") == unavailable);
  CHECK(f.check_token("opaque") == unavailable);
  CHECK(f.check_token("opaque") == unavailable);
  CHECK(f.check_token("opaque") == "user");
}

TEST_CASE("check remembers a bounded number of tokens, and refused ones apart") {
  Api f({.audience = test::api, .format = TokenFormat::opaque, .max_cached = 2});
  const auto answer = [&f](int count, const Response& response) {
    for (int i = 0; i < count; ++i)
      f.fake.answer(introspection_url, response);
  };
  answer(2, an_active_token());
  CHECK(f.check_token("a") == "user");
  CHECK(f.check_token("b") == "user");
  answer(3, make_json_response(R"({"active":false})"));
  for (const std::string token : {"x", "y", "z"})
    CHECK(f.check_token(token) == refused_token);
  CHECK(f.check_token("a") == "user");
  CHECK(f.fake.requests().size() == 5);
  answer(1, an_active_token());
  CHECK(f.check_token("c") == "user");
  CHECK(f.check_token("a") == "user");
  CHECK(f.fake.requests().size() == 6);
  // Of the two, the one that was not used for longest has made room.
  CHECK(f.check_token("b") == unavailable);
}

TEST_CASE("Guard discovers the provider that it is told of") {
  auto fake = std::make_shared<FakeHttp>();
  AuthParts parts{
      .http = std::make_shared<FakeTaskHttp>(*fake),
      .clock = std::make_shared<FakeClock>(test::now),
      .random = nullptr,
  };
  fake->answer(
      test::issuer + "/.well-known/openid-configuration",
      make_json_response(json::serialize(json::object{
          {"issuer", test::issuer},
          {"authorization_endpoint", test::issuer + "/auth"},
          {"token_endpoint", test::issuer + "/token"},
          {"jwks_uri", jwks_url},
          {"response_types_supported", {"code"}},
          {"id_token_signing_alg_values_supported", {"ES256"}}}))
  );
  fake->answer(jwks_url, a_key_set());
  GuardProvider provider{.id = "corporate", .issuer = test::issuer, .client = {}};
  Guard guard({.audience = test::api}, provider, parts);
  const auto token = guard.check(a_request("Bearer " + a_jwt()));
  REQUIRE(token);
  CHECK(token->subject == "user");
}

TEST_CASE("Guard refuses a provider whose tokens it could never check") {
  const auto refuses = [](const GuardProvider& provider) {
    CHECK_THROWS_AS(Guard({.audience = test::api}, provider), std::invalid_argument);
  };
  refuses({});
  refuses({.issuer = "http://id.example"});
  refuses({.issuer = "id.example/oidc"});
  refuses({.issuer = test::issuer + "?a=b"});
  refuses({.id = "github", .issuer = test::issuer});
}

TEST_CASE("Guard refuses settings that cannot work") {
  const GuardProvider provider{.issuer = test::issuer};
  const auto refuses = [&](const GuardSettings& settings) {
    CHECK_THROWS_AS(Guard(settings, provider), std::invalid_argument);
  };
  // Nobody who could ask about opaque tokens.
  refuses({.audience = test::api, .format = TokenFormat::opaque});
  refuses({.audience = test::api, .format = TokenFormat::by_shape});
  refuses({.audience = test::api, .scopes = {"read write"}});
  refuses({.audience = test::api, .scopes = {""}});
  refuses({.audience = test::api, .leeway = Seconds(-1)});
  refuses({.audience = test::api, .max_jwt_age = Seconds(-1)});
  refuses({.audience = test::api, .retry_after = Seconds(-1)});
  CHECK_NOTHROW(Guard({.audience = test::api}, provider));
}

TEST_CASE("Guard wants an audience, unless it takes tokens of organizations") {
  CHECK_THROWS_AS(Api{GuardSettings()}, std::invalid_argument);
  Api f({.organization_tokens = OrganizationTokens::accepted});
  f.fake.answer(jwks_url, a_key_set());
  CHECK(f.check_token(a_jwt({{"aud", ""}})) == refused_token);
  CHECK(f.check_token("opaque") == refused_token);
  CHECK(f.check_token(a_jwt()) == refused_token);
  CHECK(
      f.check_token(
          a_jwt({{"aud", "urn:logto:organization:a"}}),
          {.scopes = {}, .organization = OrganizationRule::named("a")}
      ) == "user"
  );
}

}  // namespace
}  // namespace daemun::auth
