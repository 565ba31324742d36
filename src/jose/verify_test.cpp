#include "jose/verify.h"

#include "base/text.h"
#include "support/vectors.h"

#include <doctest/doctest.h>

#include <array>
#include <type_traits>

namespace daemun::jose {
namespace {

using crypto::PrivateKey;
using crypto::SignatureAlgorithm;
using Code = JoseError::Code;

static_assert(!std::is_default_constructible_v<Audience>);

const TimePoint now = from_unix_seconds(1'800'000'000);

Expectations an_id_token() {
  return {.issuer = "https://issuer.example/oidc", .audience = "client", .leeway = Seconds(0)};
}

// A key, and tokens signed with it.
struct Issuer {
  PrivateKey key = PrivateKey::generate(SignatureAlgorithm::es256);
  KeySet keys{{{.kid = "k", .alg = SignatureAlgorithm::es256, .key = key.public_key()}}};

  std::string sign(json::object changes, std::string_view typ = "") const {
    json::object claims{
        {"iss", "https://issuer.example/oidc"},
        {"sub", "user"},
        {"aud", "client"},
        {"iat", 1'799'999'900},
        {"exp", 1'800'003'600}};
    for (const auto& change : changes) {
      if (change.value().is_null()) {
        claims.erase(change.key());
      } else {
        claims[change.key()] = change.value();
      }
    }
    return sign_jwt(key, "k", typ, json::serialize(claims));
  }

  // "accepted", or the error's name.
  std::string_view outcome(
      const std::string& token, const Expectations& expectations, TimePoint at = now
  ) const {
    const auto claims = verify(token, keys, expectations, at);
    return claims ? "accepted" : to_string(claims.error().code);
  }
};

TEST_CASE("verify decides each vector of tests/vectors/jwt") {
  // Made with another JOSE implementation than ours; n_ holds the attacks of CVE-2015-9235 (none,
  // HMAC with a public key), CVE-2018-0114 (embedded jwk), CVE-2022-21449 (zero signature),
  // CVE-2024-54150 and CVE-2026-44699 (HMAC with another key or none), CVE-2025-30204 (many dots),
  // CVE-2025-59420 (crit) and compressed or nested texts.
  const auto directory = test::source_directory() / "tests/vectors/jwt";
  const auto jwks = parse_json_object(test::read_file(directory / "keys.json"));
  REQUIRE(jwks);
  const KeySet keys = parse_key_set(*jwks);
  REQUIRE(keys.keys().size() == 3);
  const auto vectors = test::load_vectors("jwt");
  CHECK(vectors.size() > 80);
  for (const auto& vector : vectors) {
    CAPTURE(vector.name);
    const auto claims = verify(trim(vector.text), keys, an_id_token(), now);
    if (vector.error.empty()) {
      REQUIRE(claims);
      CHECK(claims->sub() == "user");
      CHECK(claims->nonce() == "n");
    } else {
      REQUIRE_FALSE(claims);
      CHECK(to_string(claims.error().code) == vector.error);
      CHECK_FALSE(claims.error().description.empty());
    }
  }
}

TEST_CASE("verify wants each type of token to name itself") {
  const Issuer issuer;
  struct Row {
    std::string_view typ;
    std::string_view as_id_token;
    std::string_view as_access_token;
    std::string_view as_logout_token;
  };
  constexpr std::string_view yes = "accepted";
  constexpr std::string_view no = "wrong_type";
  constexpr std::array<Row, 9> table{{
      {"", yes, no, no},
      {"JWT", yes, no, no},
      {"jwt", yes, no, no},
      {"at+jwt", no, yes, no},
      {"AT+JWT", no, yes, no},
      {"application/at+jwt", no, yes, no},
      {"logout+jwt", no, no, yes},
      {"application/logout+jwt", no, no, yes},
      {"dpop+jwt", no, no, no},
  }};
  for (const auto& row : table) {
    CAPTURE(row.typ);
    const std::string token = issuer.sign({}, row.typ);
    auto expectations = an_id_token();
    CHECK(issuer.outcome(token, expectations) == row.as_id_token);
    expectations.type = TokenType::access_token;
    CHECK(issuer.outcome(token, expectations) == row.as_access_token);
    expectations.type = TokenType::logout_token;
    CHECK(issuer.outcome(token, expectations) == row.as_logout_token);
  }
}

TEST_CASE("verify checks a known access token again but for its signature") {
  const Issuer issuer;
  auto expectations = an_id_token();
  expectations.type = TokenType::access_token;
  const std::string token = issuer.sign({}, "at+jwt");
  REQUIRE(issuer.outcome(token, expectations) == "accepted");
  CHECK(issuer.outcome(token, expectations) == "accepted");
  CHECK(issuer.outcome(token, expectations, now + Seconds(3600)) == "expired");
  expectations.audience = "other";
  CHECK(issuer.outcome(token, expectations) == "wrong_audience");
  expectations.audience = "client";
  // Another key of the same name, as after a change of keys.
  const Issuer successor;
  CHECK(successor.outcome(token, expectations) == "bad_signature");
  const auto signature = token.rfind('.') + 1;
  CHECK(issuer.outcome(token.substr(0, signature), expectations) == "bad_signature");
  const std::string longer_payload = issuer.sign({{"scope", "all"}}, "at+jwt");
  const auto forged =
      longer_payload.substr(0, longer_payload.rfind('.') + 1) + token.substr(signature);
  CHECK(issuer.outcome(forged, expectations) == "bad_signature");
}

TEST_CASE("verify wants sub except in a logout token") {
  const Issuer issuer;
  auto expectations = an_id_token();
  CHECK(issuer.outcome(issuer.sign({{"sub", nullptr}}), expectations) == "missing_claim");
  expectations.type = TokenType::access_token;
  CHECK(issuer.outcome(issuer.sign({{"sub", nullptr}}, "at+jwt"), expectations) == "missing_claim");
  expectations.type = TokenType::logout_token;
  CHECK(issuer.outcome(issuer.sign({{"sub", nullptr}}, "logout+jwt"), expectations) == "accepted");
  CHECK(issuer.outcome(issuer.sign({{"sub", 1}}, "logout+jwt"), expectations) == "bad_claim");
}

TEST_CASE("verify checks the audience unless told not to") {
  const Issuer issuer;
  auto expectations = an_id_token();
  expectations.audience = "other";
  CHECK(issuer.outcome(issuer.sign({}), expectations) == "wrong_audience");
  expectations.audience = Audience::not_checked();
  CHECK(issuer.outcome(issuer.sign({}), expectations) == "accepted");
  CHECK(issuer.outcome(issuer.sign({{"aud", nullptr}}), expectations) == "accepted");
  // A configuration that is empty by accident matches nothing.
  expectations.audience = "";
  CHECK(issuer.outcome(issuer.sign({{"aud", ""}}), expectations) == "wrong_audience");
  CHECK(issuer.outcome(issuer.sign({}), expectations) == "wrong_audience");
}

TEST_CASE("verify matches no token for an issuer that is not configured") {
  const Issuer issuer;
  auto expectations = an_id_token();
  expectations.issuer = "";
  CHECK(issuer.outcome(issuer.sign({{"iss", ""}}), expectations) == "wrong_issuer");
  CHECK(issuer.outcome(issuer.sign({}), expectations) == "wrong_issuer");
}

TEST_CASE("verify accepts an expired token only as a hint") {
  const Issuer issuer;
  auto expectations = an_id_token();
  const std::string expired = issuer.sign({{"exp", 1'799'999'999}});
  const std::string endless = issuer.sign({{"exp", nullptr}});
  CHECK(issuer.outcome(expired, expectations) == "expired");
  CHECK(issuer.outcome(endless, expectations) == "missing_claim");
  expectations.expiry = Expiry::ignored;
  CHECK(issuer.outcome(expired, expectations) == "accepted");
  CHECK(issuer.outcome(endless, expectations) == "accepted");
  CHECK(issuer.outcome(issuer.sign({{"exp", "soon"}}), expectations) == "bad_claim");
  // Everything else still counts.
  CHECK(issuer.outcome(issuer.sign({{"nbf", 1'800'000'001}}), expectations) == "not_yet_valid");
  CHECK(issuer.outcome(expired + "A", expectations) == "bad_signature");
}

TEST_CASE("verify allows the leeway and no more at each bound") {
  const Issuer issuer;
  auto expectations = an_id_token();
  expectations.leeway = Seconds(10);
  const auto outcome = [&](json::object claims) {
    return issuer.outcome(issuer.sign(std::move(claims)), expectations);
  };
  CHECK(outcome({{"exp", 1'799'999'991}}) == "accepted");
  CHECK(outcome({{"exp", 1'799'999'990}}) == "expired");
  CHECK(outcome({{"nbf", 1'800'000'010}}) == "accepted");
  CHECK(outcome({{"nbf", 1'800'000'011}}) == "not_yet_valid");
  CHECK(outcome({{"iat", 1'800'000'010}}) == "accepted");
  CHECK(outcome({{"iat", 1'800'000'011}}) == "issued_in_future");
}

TEST_CASE("verify allows clocks to differ by a minute when nothing else is said") {
  const Issuer issuer;
  const Expectations expectations{.issuer = "https://issuer.example/oidc", .audience = "client"};
  const auto token = issuer.sign({{"iat", 1'800'000'000}});
  CHECK(issuer.outcome(token, expectations, now - Seconds(60)) == "accepted");
  CHECK(issuer.outcome(token, expectations, now - Seconds(61)) == "issued_in_future");
  CHECK(issuer.outcome(token, expectations, now + Seconds(3659)) == "accepted");
  CHECK(issuer.outcome(token, expectations, now + Seconds(3660)) == "expired");
}

TEST_CASE("verify accepts exp, nbf and iat at the very second without leeway") {
  const Issuer issuer;
  const auto expectations = an_id_token();
  CHECK(issuer.outcome(issuer.sign({{"exp", 1'800'000'001}}), expectations) == "accepted");
  CHECK(issuer.outcome(issuer.sign({{"exp", 1'800'000'000}}), expectations) == "expired");
  CHECK(issuer.outcome(issuer.sign({{"nbf", 1'800'000'000}}), expectations) == "accepted");
  CHECK(issuer.outcome(issuer.sign({{"iat", 1'800'000'000}}), expectations) == "accepted");
}

TEST_CASE("verify knows only the keys it is given") {
  const Issuer issuer;
  const Issuer stranger;
  const std::string token = stranger.sign({});
  CHECK(issuer.outcome(token, an_id_token()) == "bad_signature");
  const auto without_keys = verify(token, KeySet(), an_id_token(), now);
  REQUIRE_FALSE(without_keys);
  CHECK(without_keys.error().code == Code::unknown_key);
}

TEST_CASE("verify refuses a token for each single changed character") {
  const Issuer issuer;
  const std::string token = issuer.sign({});
  for (std::size_t i = 0; i < token.size(); i += 3) {
    for (const char c : {'A', '.', '=', '\0'}) {
      if (token[i] == c) continue;
      std::string changed = token;
      changed[i] = c;
      CHECK(issuer.outcome(changed, an_id_token()) != "accepted");
    }
  }
  CHECK(issuer.outcome(token, an_id_token()) == "accepted");
}

TEST_CASE("verify measures the token before it looks at it") {
  const KeySet keys;
  const auto at_the_bound = verify(std::string(max_token_size, 'a'), keys, an_id_token(), now);
  REQUIRE_FALSE(at_the_bound);
  CHECK(at_the_bound.error().code == Code::not_three_parts);
  const auto above = verify(std::string(max_token_size + 1, 'a'), keys, an_id_token(), now);
  REQUIRE_FALSE(above);
  CHECK(above.error().code == Code::too_large);
}

TEST_CASE("verify keeps to the algorithms that the issuer is known for") {
  const Issuer issuer;
  auto expectations = an_id_token();
  expectations.algorithms = {SignatureAlgorithm::rs256, SignatureAlgorithm::es256};
  CHECK(issuer.outcome(issuer.sign({}), expectations) == "accepted");
  expectations.algorithms = {SignatureAlgorithm::rs256, SignatureAlgorithm::es384};
  CHECK(issuer.outcome(issuer.sign({}), expectations) == "alg_not_allowed");
}

TEST_CASE("verify lets a token go untyped where the caller says so") {
  const Issuer issuer;
  auto expectations = an_id_token();
  for (const auto type : {TokenType::access_token, TokenType::logout_token}) {
    expectations.type = type;
    for (const std::string_view typ : {"", "JWT", "application/jwt"}) {
      expectations.typing = Typing::required;
      CHECK(issuer.outcome(issuer.sign({}, typ), expectations) == "wrong_type");
      expectations.typing = Typing::optional;
      CHECK(issuer.outcome(issuer.sign({}, typ), expectations) == "accepted");
    }
    CHECK(issuer.outcome(issuer.sign({}, to_typ(type)), expectations) == "accepted");
    CHECK(issuer.outcome(issuer.sign({}, "secevent+jwt"), expectations) == "wrong_type");
  }
}

}  // namespace
}  // namespace daemun::jose
