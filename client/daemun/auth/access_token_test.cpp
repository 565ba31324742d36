#include "daemun/auth/access_token.h"

#include "daemun/auth/test_provider.h"

#include <doctest/doctest.h>

#include <string>
#include <utility>
#include <vector>

namespace daemun::auth {
namespace {

using test::outcome;

json::object a_token(const json::object& changes = {}) {
  return test::with(
      {{"iss", test::issuer},
       {"sub", "user"},
       {"aud", "https://api.example"},
       {"client_id", "app"},
       {"jti", "j"},
       {"iat", 1'799'999'990},
       {"exp", 1'800'003'600},
       {"scope", "read write"}},
      changes
  );
}

AccessTokenRules the_rules() {
  return {.audience = "https://api.example", .scopes = {"read"}};
}

std::string outcome_of(
    const json::object& claims,
    const Provider& provider = test::a_provider(),
    std::string_view typ = "at+jwt"
) {
  const auto& signer = test::a_signer();
  return outcome(
      verify_access_token(signer.sign(claims, typ), signer.keys, provider, the_rules(), test::now)
  );
}

TEST_CASE("verify_access_token gives user, client and scopes") {
  const auto& signer = test::a_signer();
  const auto token = verify_access_token(
      signer.sign(a_token({{"organization_id", "o"}}), "at+jwt"),
      signer.keys,
      test::a_provider(),
      the_rules(),
      test::now
  );
  REQUIRE(token);
  CHECK(token->issuer == test::issuer);
  CHECK(token->subject == "user");
  CHECK(token->client_id == "app");
  CHECK(token->scopes == std::vector<std::string>{"read", "write"});
  CHECK(token->organization_id == "o");
  CHECK(token->expires_at == from_unix_seconds(1'800'003'600));
}

TEST_CASE("verify_access_token decides by the claims") {
  const std::vector<std::pair<json::object, std::string>> table{
      {{}, "accepted"},
      {{{"iss", "https://evil.example"}}, "wrong_issuer"},
      {{{"aud", "https://other.example"}}, "wrong_audience"},
      {{{"aud", "app"}}, "wrong_audience"},
      {{{"aud", nullptr}}, "missing_claim"},
      {{{"exp", 1'799'999'970}}, "expired"},
      {{{"exp", nullptr}}, "missing_claim"},
      {{{"iat", nullptr}}, "missing_claim"},
      {{{"sub", nullptr}}, "missing_claim"},
      {{{"jti", nullptr}}, "missing_claim"},
      {{{"client_id", nullptr}}, "missing_claim"},
      {{{"client_id", ""}}, "missing_claim"},
      {{{"client_id", 1}}, "missing_claim"},
      {{{"scope", "write"}}, "insufficient_scope"},
      {{{"scope", "readwrite"}}, "insufficient_scope"},
      {{{"scope", nullptr}}, "insufficient_scope"},
      {{{"scope", {"read"}}}, "insufficient_scope"},
      {{{"scope", nullptr}, {"scp", {"read"}}}, "accepted"},
      {{{"scope", nullptr}, {"scp", "read"}}, "accepted"},
      {{{"scope", ""}, {"scp", "read"}}, "insufficient_scope"},
      {{{"cnf", {{"jkt", "x"}}}}, "sender_constrained"},
  };
  for (const auto& row : table) {
    CAPTURE(json::serialize(row.first));
    CHECK(outcome_of(a_token(row.first)) == row.second);
  }
}

TEST_CASE("verify_access_token wants the type to be named") {
  for (const std::string_view typ : {"", "JWT", "logout+jwt", "id+jwt"}) {
    CHECK(outcome_of(a_token(), test::a_provider(), typ) == "wrong_type");
  }
  CHECK(outcome_of(a_token(), test::a_provider(), "application/at+jwt") == "accepted");
}

TEST_CASE("verify_access_token tells untyped tokens apart by their claims") {
  auto provider = test::a_provider();
  provider.quirks.access_token_typing = jose::Typing::optional;
  provider.quirks.client_id_claim = "azp";
  const json::object own{{"client_id", nullptr}, {"jti", nullptr}, {"azp", "app"}};
  CHECK(outcome_of(a_token(own), provider, "JWT") == "accepted");
  CHECK(outcome_of(a_token(own), provider, "at+jwt") == "accepted");
  CHECK(outcome_of(a_token(), provider, "JWT") == "missing_claim");
  for (const std::string_view name : {"nonce", "at_hash", "c_hash", "events"}) {
    auto claims = a_token(own);
    claims[name] = "x";
    CHECK(outcome_of(claims, provider, "JWT") == "not_an_access_token");
  }
}

TEST_CASE("verify_access_token keeps to the algorithms that the API allows") {
  const auto& signer = test::a_signer();
  auto rules = the_rules();
  rules.algorithms = {crypto::SignatureAlgorithm::es384};
  const auto token = signer.sign(a_token(), "at+jwt");
  CHECK(
      outcome(verify_access_token(token, signer.keys, test::a_provider(), rules, test::now)) ==
      "alg_not_allowed"
  );
}

}  // namespace
}  // namespace daemun::auth
