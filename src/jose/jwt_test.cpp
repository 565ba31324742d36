#include "jose/jwt.h"

#include "base/encoding.h"
#include "base/text.h"

#include <doctest/doctest.h>

namespace daemun::jose {
namespace {

using crypto::PrivateKey;
using crypto::SignatureAlgorithm;

std::string header_of(const std::string& token) {
  return parse_base64url(split_words(token, '.').at(0)).value();
}

TEST_CASE("sign_jwt writes alg, typ and kid in order") {
  const auto key = PrivateKey::generate(SignatureAlgorithm::es256);
  CHECK(
      header_of(sign_jwt(key, "k", "at+jwt", "{}")) == R"({"alg":"ES256","typ":"at+jwt","kid":"k"})"
  );
  CHECK(header_of(sign_jwt(key, "k", "", "{}")) == R"({"alg":"ES256","kid":"k"})");
}

TEST_CASE("sign_jwt signs header and claims") {
  for (const auto algorithm :
       {SignatureAlgorithm::es256, SignatureAlgorithm::es384, SignatureAlgorithm::rs256}) {
    const auto key = PrivateKey::generate(algorithm);
    const std::string token = sign_jwt(key, "k", "", R"({"sub":"user"})");
    const auto parts = split_words(token, '.');
    REQUIRE(parts.size() == 3);
    CHECK(parse_base64url(parts[1]) == R"({"sub":"user"})");
    const auto signature = parse_base64url(parts[2]);
    REQUIRE(signature);
    CHECK(key.public_key().verify(parts[0] + "." + parts[1], *signature));
  }
}

TEST_CASE("JwtSigner names each type of token in its header") {
  const auto key = PrivateKey::generate(SignatureAlgorithm::es256);
  const JwtSigner signer(key, "k");
  CHECK(signer.algorithm() == SignatureAlgorithm::es256);
  CHECK(header_of(signer.sign(TokenType::id_token, "{}")) == R"({"alg":"ES256","kid":"k"})");
  CHECK(
      header_of(signer.sign(TokenType::access_token, "{}")) ==
      R"({"alg":"ES256","typ":"at+jwt","kid":"k"})"
  );
  CHECK(
      header_of(signer.sign(TokenType::logout_token, "{}")) ==
      R"({"alg":"ES256","typ":"logout+jwt","kid":"k"})"
  );
  const auto parts = split_words(signer.sign(TokenType::id_token, R"({"a":1})"), '.');
  REQUIRE(parts.size() == 3);
  CHECK(key.public_key().verify(parts[0] + "." + parts[1], parse_base64url(parts[2]).value()));
}

TEST_CASE("sign_jwt escapes a kid that is not plain") {
  const auto key = PrivateKey::generate(SignatureAlgorithm::es256);
  CHECK(header_of(sign_jwt(key, "a\"b", "", "{}")) == R"({"alg":"ES256","kid":"a\"b"})");
}

}  // namespace
}  // namespace daemun::jose
