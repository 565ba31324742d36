#include "crypto/key_maker.h"

#include "crypto/certificate.h"

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

TEST_CASE("KeyMaker makes an RSA key with its certificate, or says that it could not") {
  KeyMaker maker;
  SystemRandom random;
  const auto start = from_unix_seconds(1'800'000'000);
  const SelfSignedOptions options{
      .common_name = "auth.example",
      .not_before = start,
      .not_after = three_years_after(start),
      .rsa_bits = 2048};
  const auto pair = run_task(maker.make_certified(options, &random));
  const auto key = PrivateKey::parse_pem(pair.private_key);
  const auto certificate = Certificate::parse_text(pair.certificate);
  REQUIRE(key);
  REQUIRE(certificate);
  CHECK(certificate->public_key()->verify("message", key->sign("message")));
  auto unfit = options;
  unfit.common_name = std::string(65, 'x');
  CHECK_THROWS_AS(run_task(maker.make_certified(unfit, &random)), std::runtime_error);
  CHECK_NOTHROW(run_task(maker.make_certified(options, &random)));
}

}  // namespace daemun::crypto
