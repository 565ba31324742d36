#include "oidc/pkce.h"

#include <doctest/doctest.h>

namespace daemun::oidc {
namespace {

// RFC 7636, appendix B.
const std::string verifier = "dBjftJeZ4CVP-mB92K27uhbUJU1p1r_wW1gFWFOEjXk";
const std::string challenge = "E9Melhoa2OwvFrEMTJguCHaoeK1t8URWbuGJSstw-cM";

std::string refusal(
    std::optional<std::string_view> code_challenge,
    std::optional<std::string_view> method,
    PkceRule rule = PkceRule::optional
) {
  const auto parsed = parse_code_challenge(code_challenge, method, rule);
  if (parsed) return "";
  CHECK(parsed.error().code == OAuthErrorCode::invalid_request);
  return parsed.error().description;
}

}  // namespace

TEST_CASE("parse_code_challenge takes an S256 challenge") {
  for (const auto rule : {PkceRule::optional, PkceRule::required})
    CHECK(parse_code_challenge(challenge, "S256", rule).value() == challenge);
  for (const std::size_t length : {43U, 128U})
    CHECK(refusal(std::string(length, '~'), "S256").empty());
}

TEST_CASE("parse_code_challenge lets only confidential clients go without") {
  CHECK_FALSE(parse_code_challenge(std::nullopt, std::nullopt, PkceRule::optional).value());
  CHECK_FALSE(refusal(std::nullopt, std::nullopt, PkceRule::required).empty());
}

TEST_CASE("parse_code_challenge refuses every method but S256") {
  for (const char* method : {"plain", "s256", "S512", "none", "S256 "}) {
    CAPTURE(method);
    CHECK(refusal(challenge, method) == "not supported value of code_challenge_method");
  }
  CHECK(refusal(challenge, std::nullopt) == "not supported value of code_challenge_method");
}

TEST_CASE("parse_code_challenge refuses a method without a challenge") {
  CHECK(
      refusal(std::nullopt, "S256") == "code_challenge must be provided with code_challenge_method"
  );
}

TEST_CASE("parse_code_challenge refuses malformed challenges") {
  for (const std::string& text :
       {std::string(),
        std::string(42, 'a'),
        std::string(129, 'a'),
        std::string(42, 'a') + "=",
        std::string(42, 'a') + "+",
        std::string(42, 'a') + "/",
        std::string(42, 'a') + " ",
        std::string(42, 'a') + "\n",
        std::string(42, 'a') + '\0',
        std::string(42, 'a') + "\u00e9"}) {
    CAPTURE(text);
    CHECK_FALSE(refusal(text, "S256").empty());
  }
}

TEST_CASE("verify_code_verifier accepts the verifier of the challenge and no other") {
  CHECK(verify_code_verifier(challenge, verifier));
  CHECK_FALSE(verify_code_verifier(challenge, challenge));
  CHECK_FALSE(verify_code_verifier(challenge, verifier + "a"));
  CHECK_FALSE(verify_code_verifier(challenge, std::string()));
  auto changed = verifier;
  changed[0] = 'D';
  CHECK_FALSE(verify_code_verifier(challenge, changed));
}

TEST_CASE("verify_code_verifier wants both or neither") {
  CHECK(verify_code_verifier(std::nullopt, std::nullopt));
  CHECK_FALSE(verify_code_verifier(challenge, std::nullopt));
  CHECK_FALSE(verify_code_verifier(std::nullopt, verifier));
}

TEST_CASE("verify_code_verifier refuses a malformed verifier though its hash be right") {
  // base64url(SHA-256("short"))
  CHECK_FALSE(verify_code_verifier(
      std::string("-bAHi131ltLqGQEMABu9AJ5lHeLFfo-341XzHrnT9zk"), std::string("short")
  ));
}

}  // namespace daemun::oidc
