#include "daemun/auth/callback.h"

#include "daemun/auth/test_provider.h"

#include <doctest/doctest.h>

#include <functional>
#include <string>
#include <string_view>
#include <type_traits>
#include <utility>
#include <vector>

namespace daemun::auth {
namespace {

using test::outcome;

// A record that could be copied could be used twice.
static_assert(!std::is_copy_constructible_v<PendingAuthorization>);
static_assert(!std::is_copy_constructible_v<ReceivedCode>);

std::string outcome_of(
    std::string_view query,
    PendingAuthorization pending = test::a_pending(),
    const Registration& registration = test::a_registration(),
    TimePoint at = test::now
) {
  const auto form = parse_form(query);
  REQUIRE(form);
  return outcome(read_callback(*form, std::move(pending), registration, at));
}

constexpr std::string_view good =
    "code=abc&state=the-state&iss=https%3A%2F%2Fid.example%2Foidc&session_state=x";

TEST_CASE("read_callback gives the code with its record") {
  const auto received =
      read_callback(parse_form(good).value(), test::a_pending(), test::a_registration(), test::now);
  REQUIRE(received);
  CHECK(received->code.reveal() == "abc");
  CHECK(received->pending.code_verifier.reveal() == "the-verifier");
  CHECK(received->pending.return_to == "/claims");
}

TEST_CASE("read_callback decides by what came back") {
  const std::string iss = "&iss=https%3A%2F%2Fid.example%2Foidc";
  const std::vector<std::pair<std::string, std::string>> table{
      {std::string(good), "accepted"},
      {"", "missing_state"},
      {"code=abc" + iss, "missing_state"},
      {"code=abc&state=" + iss, "missing_state"},
      {"code=abc&state=the-statf" + iss, "wrong_state"},
      {"code=abc&state=the-state2" + iss, "wrong_state"},
      {"code=abc&state=the-stat" + iss, "wrong_state"},
      {"code=abc&state=THE-STATE" + iss, "wrong_state"},
      {"code=abc&state=the-state", "missing_issuer"},
      {"code=abc&state=the-state&iss=", "missing_issuer"},
      {"code=abc&state=the-state&iss=https://evil.example", "wrong_issuer"},
      {"code=abc&state=the-state&iss=https://id.example/oidc/", "wrong_issuer"},
      {"state=the-state" + iss, "missing_code"},
      {"code=&state=the-state" + iss, "missing_code"},
      {"error=access_denied&state=the-state" + iss, "refused_by_provider access_denied"},
      {"error=access_denied&code=abc&state=the-state" + iss, "refused_by_provider access_denied"},
      {"error=access_denied&state=the-state", "missing_issuer"},
      {"error=access_denied" + iss, "missing_state"},
      {"error=a%22b&state=the-state" + iss, "bad_member"},
      {"code=abc&code=def&state=the-state" + iss, "duplicate_parameter"},
      {"code=abc&state=the-state&state=x" + iss, "duplicate_parameter"},
      {"code=abc&state=the-state" + iss + iss, "duplicate_parameter"},
  };
  for (const auto& row : table) {
    CAPTURE(row.first);
    CHECK(outcome_of(row.first) == row.second);
  }
}

TEST_CASE("read_callback refuses a record of another provider, issuer or client") {
  using Change = std::function<void(PendingAuthorization&)>;
  const std::vector<Change> changes{
      [](auto& pending) { pending.provider_id = "google"; },
      [](auto& pending) { pending.issuer = "https://accounts.google.com"; },
      [](auto& pending) { pending.client_id = "other"; },
  };
  for (const Change& change : changes) {
    auto pending = test::a_pending();
    change(pending);
    CHECK(outcome_of(good, std::move(pending)) == "wrong_provider");
  }
}

TEST_CASE("read_callback refuses a record that is too old or from the future") {
  const auto at = [](Milliseconds later) {
    return outcome_of(good, test::a_pending(), test::a_registration(), test::now + later);
  };
  CHECK(at(pending_lifetime - Milliseconds(1)) == "accepted");
  CHECK(at(pending_lifetime) == "expired_authorization");
  CHECK(at(-Seconds(60)) == "accepted");
  CHECK(at(-Seconds(61)) == "expired_authorization");
}

TEST_CASE("read_callback refuses any state when none was sent") {
  auto pending = test::a_pending();
  pending.state.clear();
  CHECK(outcome_of("code=a&state=x", std::move(pending)) == "wrong_state");
}

TEST_CASE("read_callback asks for iss only where the provider sends it, and compares it always") {
  auto registration = test::a_registration();
  registration.provider.metadata.sends_issuer = false;
  const auto of = [&](std::string_view query) {
    return outcome_of(query, test::a_pending(), registration);
  };
  CHECK(of("code=abc&state=the-state") == "accepted");
  CHECK(of("code=abc&state=the-state&iss=https://evil.example") == "wrong_issuer");
  CHECK(of(good) == "accepted");
}

TEST_CASE("parse_callback reads the query of GET and the form of POST") {
  Request get;
  get.url = "/api/auth/callback/logto?code=a%20b&state=c#fragment";
  CHECK(parse_callback(get)->find("code") == "a b");
  CHECK(parse_callback(get)->find("state") == "c");
  get.url = "https://app.example/cb";
  CHECK(parse_callback(get)->empty());

  Request post;
  post.method = "POST";
  post.url = "/cb?code=from-the-query";
  post.headers = {{"Content-Type", "application/x-www-form-urlencoded; charset=utf-8"}};
  post.body = "code=a&state=c";
  CHECK(parse_callback(post)->find("code") == "a");
}

TEST_CASE("parse_callback refuses what is neither") {
  Request request;
  const auto of = [&] { return outcome(parse_callback(request)); };
  request.url = "/cb?code=%zz";
  CHECK(of() == "malformed_request");
  request.url = "/cb?code=%00";
  CHECK(of() == "malformed_request");
  request.url = "/cb?" + std::string(64 * 1024 + 1, 'a');
  CHECK(of() == "malformed_request");
  request.url = "/cb?code=a";
  CHECK(of() == "accepted");
  request.method = "PUT";
  CHECK(of() == "malformed_request");
  request.method = "POST";
  CHECK(of() == "malformed_request");
  request.headers = {{"content-type", "application/json"}};
  CHECK(of() == "malformed_request");
}

}  // namespace
}  // namespace daemun::auth
