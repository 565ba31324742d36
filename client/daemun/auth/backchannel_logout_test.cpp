#include "daemun/auth/backchannel_logout.h"

#include "daemun/auth/test_provider.h"

#include <doctest/doctest.h>

#include <set>
#include <string>
#include <utility>
#include <vector>

namespace daemun::auth {
namespace {

using test::outcome;

json::object a_logout(const json::object& changes = {}) {
  return test::with(
      {{"iss", test::issuer},
       {"aud", "app"},
       {"iat", 1'800'000'000},
       {"exp", 1'800'000'120},
       {"jti", "j"},
       {"sub", "user"},
       {"sid", "s"},
       {"events", {{"http://schemas.openid.net/event/backchannel-logout", json::object()}}}},
      changes
  );
}

Result<LogoutNotice, AuthError> verify_claims(
    const json::object& claims, std::string_view typ = "logout+jwt"
) {
  const auto& signer = test::a_signer();
  return verify_logout_token(
      signer.sign(claims, typ),
      signer.keys,
      test::a_registration(),
      [](const std::string&, const std::string&, TimePoint) { return Sighting::first; },
      test::now
  );
}

TEST_CASE("verify_logout_token says who has signed out") {
  const auto notice = verify_claims(a_logout());
  REQUIRE(notice);
  CHECK(notice->issuer == test::issuer);
  CHECK(notice->subject == "user");
  CHECK(notice->session_id == "s");
}

TEST_CASE("verify_logout_token decides by the claims") {
  const std::string event = "http://schemas.openid.net/event/backchannel-logout";
  const std::vector<std::pair<json::object, std::string>> table{
      {{}, "accepted"},
      {{{"sub", nullptr}}, "accepted"},
      {{{"sid", nullptr}}, "accepted"},
      {{{"sub", nullptr}, {"sid", nullptr}}, "not_a_logout_token"},
      {{{"sub", nullptr}, {"sid", ""}}, "not_a_logout_token"},
      {{{"sid", 1}}, "not_a_logout_token"},
      {{{"nonce", "n"}}, "not_a_logout_token"},
      {{{"nonce", json::array()}}, "not_a_logout_token"},
      {{{"jti", nullptr}}, "not_a_logout_token"},
      {{{"events", nullptr}}, "not_a_logout_token"},
      {{{"events", json::object()}}, "not_a_logout_token"},
      {{{"events", event}}, "not_a_logout_token"},
      {{{"events", {{event, true}}}}, "not_a_logout_token"},
      {{{"events", {{event, json::object()}, {"urn:other", json::object()}}}}, "accepted"},
      {{{"iss", "https://evil.example"}}, "wrong_issuer"},
      {{{"aud", "other"}}, "wrong_audience"},
      {{{"exp", nullptr}}, "missing_claim"},
      {{{"exp", 1'799'999'970}}, "expired"},
      {{{"iat", nullptr}}, "missing_claim"},
  };
  for (const auto& row : table) {
    CAPTURE(json::serialize(row.first));
    CHECK(outcome(verify_claims(a_logout(row.first))) == row.second);
  }
}

TEST_CASE("verify_logout_token does not insist on the recommended type") {
  CHECK(outcome(verify_claims(a_logout(), "")) == "accepted");
  CHECK(outcome(verify_claims(a_logout(), "JWT")) == "accepted");
  CHECK(outcome(verify_claims(a_logout(), "at+jwt")) == "wrong_type");
  // An ID token is none, whoever posts it.
  CHECK(outcome(verify_claims(test::id_token_claims())) == "not_a_logout_token");
}

TEST_CASE("verify_logout_token refuses a token that was seen") {
  std::set<std::string> seen;
  TimePoint remembered_until{};
  const RememberLogoutToken remember =
      [&](const std::string& issuer, const std::string& jti, TimePoint until) {
        remembered_until = until;
        return seen.insert(issuer + ' ' + jti).second ? Sighting::first : Sighting::repeated;
      };
  const auto& signer = test::a_signer();
  const auto verify_once = [&](const json::object& changes) {
    const auto token = signer.sign(a_logout(changes), "logout+jwt");
    return outcome(
        verify_logout_token(token, signer.keys, test::a_registration(), remember, test::now)
    );
  };
  // A token refused for another reason is not remembered.
  CHECK(verify_once({{"nonce", "n"}}) == "not_a_logout_token");
  CHECK(seen.empty());
  CHECK(verify_once({}) == "accepted");
  CHECK(remembered_until == from_unix_seconds(1'800'000'150));
  CHECK(verify_once({}) == "replayed");
  CHECK(verify_once({{"jti", "k"}}) == "accepted");
}

TEST_CASE("read_logout_request reads one token from a form") {
  Request request;
  request.method = "POST";
  request.headers = {{"content-type", "application/x-www-form-urlencoded"}};
  request.body = "logout_token=a.b.c&extra=1";
  CHECK(read_logout_request(request).value() == "a.b.c");
  request.body = "";
  CHECK(outcome(read_logout_request(request)) == "missing_member");
  request.body = "logout_token=a&logout_token=b";
  CHECK(outcome(read_logout_request(request)) == "duplicate_parameter");
  request.headers.clear();
  CHECK(outcome(read_logout_request(request)) == "malformed_request");
  request.method = "GET";
  request.url = "/logout?logout_token=a";
  CHECK(outcome(read_logout_request(request)) == "malformed_request");
}

TEST_CASE("the answers to a logout request are not stored") {
  CHECK(make_logout_response().status == 200);
  CHECK(*find_header(make_logout_response().headers, "cache-control") == "no-store");
  const auto refusal = make_logout_refusal(refuse(AuthError::Code::replayed, "seen"));
  CHECK(refusal.status == 400);
  CHECK(refusal.body == R"({"error":"invalid_request","error_description":"seen"})");
  CHECK(*find_header(refusal.headers, "cache-control") == "no-store");
}

}  // namespace
}  // namespace daemun::auth
