#include "oidc/grants/authorization_code.h"

#include "oidc/test_tenant.h"
#include "oidc/token.h"

#include <doctest/doctest.h>

namespace daemun::oidc {
namespace {

const TimePoint now = from_unix_seconds(1'800'000'000);
const std::string callback = "https://app.example/callback";
// RFC 7636, appendix B.
const std::string verifier = "dBjftJeZ4CVP-mB92K27uhbUJU1p1r_wW1gFWFOEjXk";
const std::string challenge = "E9Melhoa2OwvFrEMTJguCHaoeK1t8URWbuGJSstw-cM";

// A code for a session-bound grant with PKCE, issued a second ago.
GrantFacts a_grant() {
  GrantFacts facts;
  facts.grant.id = GrantId("grant");
  facts.grant.client_id = ApplicationId("app");
  facts.grant.user_id = test::a_user().id;
  facts.grant.code = {
      .secret_hash = crypto::sha256("secret"),
      .redirect_uri = callback,
      .code_challenge = challenge,
      .expires_at = now + Seconds(59)};
  facts.grant.expires_at = now + Seconds(59);
  facts.user = test::a_user();
  facts.session_expires_at = now + Seconds(1000);
  return facts;
}

CodeRequest a_request() {
  return {.redirect_uri = callback, .code_verifier = verifier};
}

PresentedCode a_code(std::string secret = "secret") {
  return {.grant_id = GrantId("grant"), .secret = Secret(std::move(secret))};
}

Planned decide(
    const GrantFacts& facts, const CodeRequest& request = a_request(), TimePoint when = now
) {
  return decide_code_exchange(request, test::an_application("app"), a_code(), facts, when);
}

// Why it was refused, with "!" where it ends the grant.
std::string refusal(const Planned& decided) {
  if (decided) return "accepted";
  const auto& error = decided.error().error;
  CHECK(error.code == OAuthErrorCode::invalid_grant);
  CHECK(error.description == "grant request is invalid");
  CHECK(decided.error().grant);
  return error.detail + (decided.error().replay == Replay::yes ? "!" : "");
}

// A tenant with an application whose code waits to be exchanged.
struct CodeExchange {
  test::TestTenant tenant;
  TokenEndpoint endpoint{*tenant.dependencies, *tenant.keys, *tenant.tokens};
  PresentedCode code;

  explicit CodeExchange(std::vector<std::string> scopes) {
    tenant.insert(test::a_user());
    tenant.insert(test::an_application("app"));
    auto grant = tenant.a_grant(ApplicationId("app"), test::a_user().id, std::move(scopes));
    code = {.grant_id = grant.id, .secret = make_reference_secret(tenant.random)};
    grant.code.secret_hash = crypto::sha256(code.secret.reveal());
    tenant.insert(grant);
  }
  http::Response post(const std::string& more = "") {
    auto request = test::a_request(
        http::Method::post,
        "/oidc/token",
        "",
        "grant_type=authorization_code&code=" + to_text(code) +
            "&redirect_uri=https%3A%2F%2Fapp.example%2Fcallback" + more
    );
    return run_task(endpoint.handle(test::with_basic(std::move(request), "app")));
  }
};

}  // namespace

TEST_CASE("decide_code_exchange accepts a code that is right in everything") {
  auto request = a_request();
  request.resource = "https://api.example";
  const auto decided = decide(a_grant(), request);
  REQUIRE(refusal(decided) == "accepted");
  CHECK(std::get<GrantFacts>(decided->holder).grant.id == GrantId("grant"));
  CHECK(decided->access.resource == "https://api.example");
  CHECK(decided->change == GrantChange::redeemed);
  CHECK(decided->audit);
}

TEST_CASE("decide_code_exchange finds no secret that fits a grant without a code") {
  auto facts = a_grant();
  facts.grant.code.secret_hash.clear();
  for (const char* secret : {"", "secret"}) {
    const auto decided =
        decide_code_exchange(a_request(), test::an_application("app"), a_code(secret), facts, now);
    CHECK(refusal(decided) == "wrong code secret");
  }
}

TEST_CASE("decide_code_exchange refuses a wrong secret without ending the grant") {
  const auto decided = decide_code_exchange(
      a_request(), test::an_application("app"), a_code("wrong"), a_grant(), now
  );
  CHECK(refusal(decided) == "wrong code secret");
}

TEST_CASE("decide_code_exchange refuses another client, also after the code was used") {
  auto used = a_grant();
  used.grant.code.redeemed_at = now;
  for (const auto& facts : {a_grant(), used}) {
    const auto decided =
        decide_code_exchange(a_request(), test::an_application("other"), a_code(), facts, now);
    CHECK(refusal(decided) == "code of another client");
  }
}

TEST_CASE("decide_code_exchange takes the second use for a replay, even an expired one") {
  auto facts = a_grant();
  facts.grant.code.redeemed_at = now - Seconds(1);
  CHECK(refusal(decide(facts)) == "code used twice!");
  CHECK(refusal(decide(facts, a_request(), now + hours(1))) == "code used twice!");
  CHECK(refusal(decide(facts, {})) == "code used twice!");
}

TEST_CASE("decide_code_exchange refuses a code that has expired") {
  CHECK(refusal(decide(a_grant(), a_request(), now + Seconds(58))) == "accepted");
  CHECK(refusal(decide(a_grant(), a_request(), now + Seconds(59))) == "code expired");
}

TEST_CASE("decide_code_exchange refuses when grant, user or session has ended") {
  auto revoked = a_grant();
  revoked.grant.revoked_at = now;
  auto suspended = a_grant();
  suspended.user->is_suspended = true;
  auto deleted = a_grant();
  deleted.user.reset();
  auto signed_out = a_grant();
  signed_out.session_expires_at.reset();
  for (const auto& facts : {revoked, suspended, deleted, signed_out})
    CHECK(refusal(decide(facts)) == "grant ended");
  signed_out.grant.is_offline = true;
  CHECK(refusal(decide(signed_out)) == "accepted");
}

TEST_CASE("decide_code_exchange wants the redirect URI repeated to the letter") {
  const auto with = [](std::optional<std::string> uri) {
    auto request = a_request();
    request.redirect_uri = std::move(uri);
    return request;
  };
  for (const auto& uri :
       {"https://app.example/callback/",
        "HTTPS://app.example/callback",
        "https://app.example:443/callback",
        "https://evil.example/callback"}) {
    CHECK(refusal(decide(a_grant(), with(uri))) == "redirect_uri mismatch");
  }
  CHECK(refusal(decide(a_grant(), with(std::nullopt))) == "redirect_uri mismatch");
  auto not_given = a_grant();
  not_given.grant.code.redirect_uri_given = false;
  CHECK(refusal(decide(not_given, with(std::nullopt))) == "accepted");
  CHECK(refusal(decide(not_given, with(callback))) == "accepted");
  CHECK(refusal(decide(not_given, with("https://evil.example/"))) == "redirect_uri mismatch");
}

TEST_CASE("decide_code_exchange wants the verifier of the challenge, or none of neither") {
  auto request = a_request();
  request.code_verifier.reset();
  CHECK(refusal(decide(a_grant(), request)) == "PKCE verification failed!");
  auto without = a_grant();
  without.grant.code.code_challenge.reset();
  CHECK(refusal(decide(without, request)) == "accepted");
  CHECK(refusal(decide(without)) == "PKCE verification failed!");
  request.code_verifier = challenge;
  CHECK(refusal(decide(a_grant(), request)) == "PKCE verification failed!");
}

TEST_CASE("exchange_authorization_code ignores scope and organization_id, as Logto does") {
  CodeExchange exchange({"openid", "profile"});
  const auto response = exchange.post("&scope=openid+offline_access+phone&organization_id=none");
  CAPTURE(response.body);
  REQUIRE(response.status == 200);
  const auto body = parse_json_object(response.body).value();
  CHECK(body.at("scope").as_string() == "openid profile");
  CHECK(body.contains("id_token"));
}

TEST_CASE("exchange_authorization_code redeems the code, whose grant lasts as long as its tokens") {
  CodeExchange exchange({"openid"});
  CHECK(exchange.post().status == 200);
  const auto grant = exchange.tenant.find_grant(exchange.code.grant_id)->grant;
  CHECK(grant.code.redeemed_at == exchange.tenant.clock.now());
  REQUIRE(grant.refresh);
  CHECK(grant.expires_at == grant.refresh->expires_at);
}

TEST_CASE("exchange_authorization_code ends the grant when a code comes twice") {
  CodeExchange exchange({"openid", "offline_access"});
  REQUIRE(exchange.tenant.find_grant(exchange.code.grant_id));
  CHECK(exchange.post().status == 200);
  CHECK_FALSE(exchange.tenant.find_grant(exchange.code.grant_id)->grant.revoked_at);
  const auto again = exchange.post();
  CHECK(again.status == 400);
  CHECK(test::error_of(again) == "invalid_grant");
  CHECK(exchange.tenant.find_grant(exchange.code.grant_id)->grant.revoked_at);
}

TEST_CASE("exchange_authorization_code consumes a code that came with a wrong verifier") {
  CodeExchange exchange({"openid"});
  CHECK(test::error_of(exchange.post("&code_verifier=" + verifier)) == "invalid_grant");
  CHECK(exchange.tenant.find_grant(exchange.code.grant_id)->grant.revoked_at);
  CHECK(test::error_of(exchange.post()) == "invalid_grant");
}

TEST_CASE("exchange_authorization_code consumes no code for a wrong target") {
  CodeExchange exchange({"openid"});
  CHECK(test::error_of(exchange.post("&resource=https%3A%2F%2Fnone.example")) == "invalid_target");
  CHECK(exchange.post().status == 200);
}

}  // namespace daemun::oidc
