#include "daemun/auth/id_token.h"

#include "base/encoding.h"
#include "crypto/digest.h"
#include "daemun/auth/test_provider.h"

#include <doctest/doctest.h>

#include <string>
#include <utility>
#include <vector>

namespace daemun::auth {
namespace {

using crypto::SignatureAlgorithm;
using test::outcome;

IdTokenRules the_rules() {
  return {.nonce = "the-nonce", .access_token = Secret("at"), .code = Secret("code")};
}

Result<IdToken, AuthError> verify_claims(
    const json::object& changes, const IdTokenRules& rules = the_rules(), TimePoint at = test::now
) {
  const auto& signer = test::a_signer();
  const std::string token = signer.sign(test::id_token_claims(changes));
  return verify_id_token(token, signer.keys, test::a_registration(), rules, at);
}

std::string left_half(crypto::DigestAlgorithm algorithm, std::string_view text) {
  const std::string hash = crypto::digest(algorithm, text);
  return to_base64url(hash.substr(0, hash.size() / 2));
}

TEST_CASE("verify_id_token gives the user") {
  const auto token = verify_claims({{"sid", "s"}, {"auth_time", 1'799'999'000}, {"name", "A"}});
  REQUIRE(token);
  CHECK(token->issuer == test::issuer);
  CHECK(token->subject == "user");
  CHECK(token->session_id == "s");
  CHECK(token->auth_time == from_unix_seconds(1'799'999'000));
  CHECK(token->issued_at == from_unix_seconds(1'799'999'990));
  CHECK(token->expires_at == from_unix_seconds(1'800'003'600));
  CHECK(find_string(token->claims.members(), "name") == "A");
}

TEST_CASE("verify_id_token takes a token of the largest size that a server issues") {
  json::array organizations;
  // Each takes 24 bytes of the token, and all the rest some 300.
  for (std::size_t i = 0; i < (jose::max_token_size - 400) / 24; ++i)
    organizations.emplace_back("organization" + std::to_string(100 + i));
  const json::object claims{{"organizations", organizations}};
  const std::string token = test::a_signer().sign(test::id_token_claims(claims));
  CHECK(token.size() > jose::max_token_size - 1'000);
  CHECK(token.size() <= jose::max_token_size);
  CHECK(verify_claims(claims));
}

TEST_CASE("verify_id_token decides by the claims") {
  const std::string at_hash = left_half(crypto::DigestAlgorithm::sha256, "at");
  const std::string c_hash = left_half(crypto::DigestAlgorithm::sha256, "code");
  const std::vector<std::pair<json::object, std::string>> table{
      {{}, "accepted"},
      {{{"iss", "https://evil.example"}}, "wrong_issuer"},
      {{{"iss", nullptr}}, "missing_claim"},
      {{{"aud", "other"}}, "wrong_audience"},
      {{{"aud", nullptr}}, "missing_claim"},
      {{{"aud", {"app"}}}, "accepted"},
      {{{"aud", {"app", "other"}}}, "untrusted_audience"},
      {{{"aud", {"app", "other"}}, {"azp", "app"}}, "untrusted_audience"},
      {{{"aud", {"app", "friend"}}, {"azp", "app"}}, "accepted"},
      {{{"aud", {"app", "friend"}}}, "wrong_authorized_party"},
      {{{"azp", "app"}}, "accepted"},
      {{{"azp", "other"}}, "wrong_authorized_party"},
      {{{"azp", 1}}, "wrong_authorized_party"},
      {{{"exp", nullptr}}, "missing_claim"},
      {{{"exp", 1'799'999'970}}, "expired"},
      {{{"exp", 1'799'999'971}}, "accepted"},
      {{{"iat", nullptr}}, "missing_claim"},
      {{{"iat", 1'800'000'031}}, "issued_in_future"},
      {{{"iat", 1'800'000'030}}, "accepted"},
      {{{"sub", nullptr}}, "missing_claim"},
      {{{"sub", ""}}, "bad_claim"},
      {{{"sub", 1}}, "bad_claim"},
      {{{"nonce", nullptr}}, "missing_nonce"},
      {{{"nonce", "other"}}, "wrong_nonce"},
      {{{"nonce", 1}}, "wrong_nonce"},
      {{{"nonce", json::array{"the-nonce"}}}, "wrong_nonce"},
      {{{"auth_time", "now"}}, "missing_auth_time"},
      {{{"at_hash", at_hash}}, "accepted"},
      {{{"at_hash", c_hash}}, "wrong_access_token_hash"},
      {{{"at_hash", ""}}, "wrong_access_token_hash"},
      {{{"at_hash", 1}}, "wrong_access_token_hash"},
      {{{"c_hash", c_hash}}, "accepted"},
      {{{"c_hash", at_hash}}, "wrong_code_hash"},
  };
  auto rules = the_rules();
  rules.trusted_audiences = {"friend"};
  for (const auto& row : table) {
    CAPTURE(json::serialize(row.first));
    CHECK(outcome(verify_claims(row.first, rules)) == row.second);
  }
}

TEST_CASE("verify_id_token refuses a nonce that was not sent") {
  auto rules = the_rules();
  rules.nonce.clear();
  CHECK(outcome(verify_claims({}, rules)) == "unexpected_nonce");
  CHECK(outcome(verify_claims({{"nonce", nullptr}}, rules)) == "accepted");
}

TEST_CASE("verify_id_token wants proof of a recent sign-in when max_age was sent") {
  auto rules = the_rules();
  rules.max_age = Seconds(60);
  CHECK(outcome(verify_claims({}, rules)) == "missing_auth_time");
  CHECK(outcome(verify_claims({{"auth_time", 1'799'999'910}}, rules)) == "accepted");
  CHECK(outcome(verify_claims({{"auth_time", 1'799'999'909}}, rules)) == "authentication_too_old");
  CHECK(outcome(verify_claims({{"auth_time", 1'800'000'031}}, rules)) == "authentication_too_old");
}

TEST_CASE("verify_id_token keeps to the provider's algorithms") {
  const auto& signer = test::a_signer();
  const std::string token = signer.sign(test::id_token_claims());
  auto registration = test::a_registration();
  const auto of = [&](std::vector<SignatureAlgorithm> algorithms) {
    registration.provider.metadata.id_token_algorithms = std::move(algorithms);
    return outcome(verify_id_token(token, signer.keys, registration, the_rules(), test::now));
  };
  CHECK(of({SignatureAlgorithm::rs256}) == "alg_not_allowed");
  CHECK(of({SignatureAlgorithm::rs256, SignatureAlgorithm::es256}) == "accepted");
  CHECK(of({}) == "not_supported");
}

TEST_CASE("verify_id_token refuses none, other keys and other kinds of token") {
  const auto& signer = test::a_signer();
  const auto of = [&](std::string_view token) {
    return outcome(
        verify_id_token(token, signer.keys, test::a_registration(), the_rules(), test::now)
    );
  };
  const std::string claims = json::serialize(test::id_token_claims());
  CHECK(
      of(to_base64url(R"({"alg":"none"})") + '.' + to_base64url(claims) + '.') == "alg_not_allowed"
  );
  CHECK(of(test::Signer().sign(test::id_token_claims())) == "bad_signature");
  CHECK(of(signer.sign(test::id_token_claims(), "at+jwt")) == "wrong_type");
  CHECK(of(signer.sign(test::id_token_claims(), "logout+jwt")) == "wrong_type");
  CHECK(of("") == "not_three_parts");
}

TEST_CASE("verify_id_token hashes as the token's algorithm does") {
  const auto key = crypto::PrivateKey::generate(SignatureAlgorithm::es384);
  const jose::KeySet keys({{.kid = "k", .alg = SignatureAlgorithm::es384, .key = key.public_key()}}
  );
  auto registration = test::a_registration();
  registration.provider.metadata.id_token_algorithms = {SignatureAlgorithm::es384};
  const auto of = [&](crypto::DigestAlgorithm algorithm) {
    const auto claims = test::id_token_claims({{"at_hash", left_half(algorithm, "at")}});
    const auto token = jose::sign_jwt(key, "k", "", json::serialize(claims));
    return outcome(verify_id_token(token, keys, registration, the_rules(), test::now));
  };
  CHECK(of(crypto::DigestAlgorithm::sha384) == "accepted");
  CHECK(of(crypto::DigestAlgorithm::sha256) == "wrong_access_token_hash");
}

TEST_CASE("verify_id_token puts a token's tenant into Entra's issuer") {
  const auto& signer = test::a_signer();
  auto registration = test::a_registration();
  registration.provider.metadata.issuer = "https://login.example/{tenantid}/v2.0";
  const std::string tenant = "0a1b2c3d-0000-1111-2222-333344445555";
  const auto of = [&](const std::string& tid, const std::string& iss, IssuerRule rule) {
    registration.provider.quirks.issuer_rule = rule;
    const auto token = signer.sign(test::id_token_claims({{"iss", iss}, {"tid", tid}}));
    return outcome(verify_id_token(token, signer.keys, registration, the_rules(), test::now));
  };
  const std::string own = "https://login.example/" + tenant + "/v2.0";
  CHECK(of(tenant, own, IssuerRule::entra_tenant) == "accepted");
  CHECK(of(tenant, own, IssuerRule::exact) == "wrong_issuer");
  CHECK(
      of("0a1b2c3d-0000-1111-2222-333344445556", own, IssuerRule::entra_tenant) == "wrong_issuer"
  );
  CHECK(of("x", "https://login.example/x/v2.0", IssuerRule::entra_tenant) == "wrong_issuer");
  CHECK(of("", "https://login.example//v2.0", IssuerRule::entra_tenant) == "wrong_issuer");
  CHECK(of("x", "https://login.example/{tenantid}/v2.0", IssuerRule::exact) == "accepted");
}

TEST_CASE("make_id_token_rules takes all from the sign-in itself") {
  auto received = test::a_code();
  received.pending.max_age = Seconds(5);
  const auto rules = make_id_token_rules(received, {.access_token = Secret("at")});
  CHECK(rules.nonce == "the-nonce");
  CHECK(rules.max_age == Seconds(5));
  CHECK(rules.access_token.reveal() == "at");
  CHECK(rules.code.reveal() == "the-code");
}

TEST_CASE("verify_refreshed_id_token wants the same sign-in again") {
  const json::object sign_in{{"auth_time", 1'799'999'000}, {"aud", {"app"}}};
  const auto previous = verify_claims(sign_in);
  REQUIRE(previous);
  const std::vector<std::pair<json::object, std::string>> table{
      {{}, "accepted"},
      {{{"nonce", nullptr}}, "accepted"},
      {{{"auth_time", nullptr}}, "accepted"},
      {{{"iat", 1'800'000'000}, {"exp", 1'800'007'200}}, "accepted"},
      {{{"iat", 1'799'999'960}}, "accepted"},
      {{{"iat", 1'799'999'959}}, "changed_authentication"},
      {{{"nonce", "other"}}, "wrong_nonce"},
      {{{"sub", "other"}}, "wrong_subject"},
      {{{"iss", "https://evil.example"}}, "wrong_issuer"},
      {{{"auth_time", 1'799'999'001}}, "changed_authentication"},
      {{{"aud", {"app", "other"}}}, "changed_authentication"},
      {{{"azp", "app"}}, "changed_authentication"},
      {{{"exp", 1'799'999'000}}, "expired"},
  };
  const auto& signer = test::a_signer();
  for (const auto& row : table) {
    CAPTURE(json::serialize(row.first));
    const auto token = signer.sign(test::with(test::id_token_claims(sign_in), row.first));
    CHECK(
        outcome(verify_refreshed_id_token(
            token, signer.keys, test::a_registration(), *previous, test::now
        )) == row.second
    );
  }
}

}  // namespace
}  // namespace daemun::auth
