#include "crypto/rsa_signature.h"

#include <doctest/doctest.h>

namespace daemun::crypto {
namespace {

TEST_CASE("sign_rsa makes what the key's public half verifies") {
  const auto key = PrivateKey::generate(SignatureAlgorithm::rs256);
  const auto signature = sign_rsa(key, DigestAlgorithm::sha256, "message");
  REQUIRE(signature);
  CHECK(key.public_key().verify("message", *signature));
  CHECK_FALSE(key.public_key().verify("another", *signature));
  const auto longer = sign_rsa(key, DigestAlgorithm::sha512, "message");
  REQUIRE(longer);
  CHECK(longer->size() == 256);
  CHECK_FALSE(key.public_key().verify("message", *longer));
}

TEST_CASE("sign_rsa has no signature of another kind of key, and none with a broken digest") {
  const auto curve = PrivateKey::generate(SignatureAlgorithm::es256);
  CHECK_FALSE(sign_rsa(curve, DigestAlgorithm::sha256, "message"));
  const auto key = PrivateKey::generate(SignatureAlgorithm::rs256);
  CHECK_THROWS_AS(sign_rsa(key, DigestAlgorithm::sha1, "message"), std::invalid_argument);
}

}  // namespace
}  // namespace daemun::crypto
