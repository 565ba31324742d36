#include "jose/jwk.h"

#include "jose/thumbprint.h"
#include "support/vectors.h"

#include <doctest/doctest.h>

namespace daemun::jose {
namespace {

using crypto::PrivateKey;
using crypto::SignatureAlgorithm;

TEST_CASE("parse_jwk decides each vector of tests/vectors/jwk") {
  const auto vectors = test::load_vectors("jwk");
  CHECK(vectors.size() > 30);
  for (const auto& vector : vectors) {
    CAPTURE(vector.name);
    const auto jwk = parse_json_object(vector.text);
    REQUIRE(jwk);
    const auto key = parse_jwk(*jwk);
    if (vector.error.empty()) {
      CHECK(key.has_value());
    } else {
      REQUIRE_FALSE(key);
      CHECK(to_string(key.error().code) == vector.error);
      CHECK_FALSE(key.error().description.empty());
    }
  }
}

TEST_CASE("to_json writes the members of an EC key in order") {
  const auto key = PrivateKey::generate(SignatureAlgorithm::es256).public_key();
  const auto jwk = to_jwk(key, SignatureAlgorithm::es256);
  CHECK(
      json::serialize(to_json(jwk)) == R"({"kty":"EC","use":"sig","kid":")" + thumbprint(key) +
                                           R"(","alg":"ES256","crv":"P-256","x":")" + jwk.x +
                                           R"(","y":")" + jwk.y + "\"}"
  );
  CHECK(jwk.x.size() == 43);
  CHECK(jwk.y.size() == 43);
}

TEST_CASE("to_json writes the members of an RSA key in order") {
  const auto key = PrivateKey::generate(SignatureAlgorithm::rs256).public_key();
  const auto jwk = to_jwk(key, SignatureAlgorithm::rs256);
  CHECK(
      json::serialize(to_json(jwk)) == R"({"kty":"RSA","use":"sig","kid":")" + thumbprint(key) +
                                           R"(","alg":"RS256","e":"AQAB","n":")" + jwk.n + "\"}"
  );
}

TEST_CASE("parse_jwk reads what to_json writes") {
  for (const auto algorithm :
       {SignatureAlgorithm::es256, SignatureAlgorithm::es384, SignatureAlgorithm::rs256}) {
    const auto key = PrivateKey::generate(algorithm);
    const auto again = parse_jwk(to_json(to_jwk(key.public_key(), algorithm)));
    REQUIRE(again);
    CHECK(again->algorithm() == algorithm);
    CHECK(again->verify("message", key.sign("message")));
  }
}

}  // namespace
}  // namespace daemun::jose
