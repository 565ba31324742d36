#include "crypto/key_maker.h"

#include <doctest/doctest.h>

namespace daemun::crypto {

TEST_CASE("KeyMaker makes a private key of each algorithm") {
  KeyMaker maker;
  for (const auto algorithm :
       {SignatureAlgorithm::es256, SignatureAlgorithm::es384, SignatureAlgorithm::rs256}) {
    const auto pem = run_task(maker.make(algorithm));
    const auto key = PrivateKey::parse_pem(pem);
    REQUIRE(key);
    CHECK(key->algorithm() == algorithm);
  }
}

}  // namespace daemun::crypto
