#include "crypto/certificate.h"

#include "crypto/signature_encoding.h"
#include "crypto/test_certificate.h"

#include <doctest/doctest.h>

namespace daemun::crypto {
namespace {

const PrivateKey& a_key() {
  static const auto key = PrivateKey::generate(SignatureAlgorithm::es256);
  return key;
}

Certificate parsed(const test::CertificateText& text) {
  return Certificate::parse(test::make_certificate(a_key(), text)).value();
}

TEST_CASE("Certificate tells its version, subject, constraints and key") {
  const auto certificate = parsed({});
  CHECK(certificate.version() == 3);
  CHECK(certificate.subject("C") == "SE");
  CHECK(certificate.subject("OU") == "Authenticator Attestation");
  CHECK_FALSE(certificate.subject("L"));
  CHECK(certificate.is_authority() == false);
  CHECK(parsed({.is_authority = true}).is_authority() == true);
  CHECK_FALSE(parsed({.is_authority = std::nullopt}).is_authority());
  const auto key = certificate.public_key();
  REQUIRE(key);
  CHECK(key->verify("message", a_key().sign("message")));
}

TEST_CASE("Certificate takes no attribute that its subject has twice") {
  CHECK_FALSE(parsed({.subject = {{"OU", "one"}, {"OU", "two"}}}).subject("OU"));
}

TEST_CASE("Certificate finds an extension by its number, once") {
  const auto certificate = parsed({.oid = "1.3.6.1.4.1.45724.1.1.4", .extension = "value"});
  const auto extension = certificate.extension("1.3.6.1.4.1.45724.1.1.4");
  REQUIRE(extension);
  CHECK(extension->value == "value");
  CHECK_FALSE(extension->is_critical);
  CHECK_FALSE(certificate.extension("1.3.6.1.4.1.45724.1.1.5"));
  const test::CertificateText twice{.oid = "1.2.3.4", .extension = "value", .copies = 2};
  CHECK_FALSE(parsed(twice).extension("1.2.3.4"));
}

TEST_CASE("Certificate::parse refuses what is not exactly one certificate") {
  const std::string der = test::make_certificate(a_key());
  CHECK(Certificate::parse(der));
  CHECK_FALSE(Certificate::parse(""));
  CHECK_FALSE(Certificate::parse(der + "x"));
  CHECK_FALSE(Certificate::parse(der.substr(0, der.size() - 1)));
  CHECK_FALSE(Certificate::parse("-----BEGIN CERTIFICATE-----"));
}

TEST_CASE("Certificate gives a key with the algorithm of its kind") {
  const auto rsa = PrivateKey::generate(SignatureAlgorithm::rs256);
  const auto certificate = Certificate::parse(test::make_certificate(rsa));
  REQUIRE(certificate);
  CHECK(certificate->public_key()->algorithm() == SignatureAlgorithm::rs256);
}

TEST_CASE("PublicKey::from_spki refuses what is not exactly one key") {
  CHECK_FALSE(PublicKey::from_spki(""));
  CHECK_FALSE(PublicKey::from_spki("0"));
}

TEST_CASE("PublicKey::verify_der takes DER for curves, and no other form") {
  const std::string fixed = a_key().sign("message");
  const std::string der = to_der_signature(fixed);
  const auto& key = a_key().public_key();
  CHECK(key.verify_der("message", der));
  CHECK_FALSE(key.verify_der("other", der));
  CHECK_FALSE(key.verify_der("message", fixed));
  CHECK_FALSE(key.verify_der("message", der + "x"));
  const auto rsa = PrivateKey::generate(SignatureAlgorithm::rs256);
  CHECK(rsa.public_key().verify_der("message", rsa.sign("message")));
}

}  // namespace
}  // namespace daemun::crypto
