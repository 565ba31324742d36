#include "jose/thumbprint.h"

#include "jose/jwk.h"

#include <doctest/doctest.h>

namespace daemun::jose {
namespace {

TEST_CASE("thumbprint has the value of RFC 7638 3.1") {
  const auto jwk = parse_json_object(
      R"({"kty":"RSA","n":"0vx7agoebGcQSuuPiLJXZptN9nndrQmbXEps2aiAFbWhM78LhWx4cbbfAAtVT86zwu1RK)"
      R"(7aPFFxuhDR1L6tSoc_BJECPebWKRXjBZCiFV4n3oknjhMstn64tZ_2W-5JsGY4Hc5n9yBXArwl93lqt7_RN5w6Cf)"
      R"(0h4QyQ5v-65YGjQR0_FDW2QvzqY368QQMicAtaSqzs8KJZgnYb9c7d0zgdAZHzu6qMQvRL5hajrn1n91CbOpbISD)"
      R"(08qNLyrdkt-bFTWhAI4vMQFh6WeZu0fM4lFd2NcRwr3XPksINHaQ-G_xBniIqbw0Ls1jF44-csFCur-kEgU8awap)"
      R"(JzKnqDKgw","e":"AQAB","alg":"RS256","kid":"2011-04-29"})"
  );
  REQUIRE(jwk);
  const auto key = parse_jwk(*jwk);
  REQUIRE(key);
  CHECK(thumbprint(*key) == "NzbLsXh8uDCcd-6MNwXF4W_7noWXFZAfHkxZsRGC9Xs");
}

TEST_CASE("thumbprint of a symmetric key is the jose package's with SHA-512") {
  CHECK(
      thumbprint(Secret(std::string(64, 'k'))) ==
      "sCvHI7d5oFQ-ezaTcBIeOnt2V74NZBuOULIYSWykVkDnJPciyDZtFPT8plxW3oRD-nmf59SWGbuntUly_YBAHg"
  );
}

TEST_CASE("thumbprint depends on the key alone") {
  const auto key = crypto::PrivateKey::generate(crypto::SignatureAlgorithm::es256);
  const auto other = crypto::PrivateKey::generate(crypto::SignatureAlgorithm::es256);
  CHECK(thumbprint(key.public_key()).size() == 43);
  CHECK(thumbprint(key.public_key()) == thumbprint(key.public_key()));
  CHECK(thumbprint(key.public_key()) != thumbprint(other.public_key()));
}

}  // namespace
}  // namespace daemun::jose
