#include "crypto/self_signed.h"

#include "crypto/certificate.h"

#include <doctest/doctest.h>

namespace daemun::crypto {
namespace {

const TimePoint start = from_unix_seconds(1'800'000'000);

SelfSigned made(std::uint64_t seed) {
  FakeRandom random(seed);
  return make_self_signed(
      {.common_name = "auth.example.org",
       .not_before = start,
       .not_after = three_years_after(start),
       .rsa_bits = 2048},
      random
  );
}

TEST_CASE("make_self_signed gives a key and the certificate of that key") {
  const auto pair = made(1);
  const auto key = PrivateKey::parse_pem(pair.private_key);
  REQUIRE(key);
  const auto certificate = Certificate::parse_text(pair.certificate);
  REQUIRE(certificate);
  CHECK(certificate->version() == 3);
  CHECK(certificate->subject("CN") == "auth.example.org");
  CHECK(certificate->expires_at() == start + std::chrono::days(1095));
  const auto half = certificate->public_key();
  REQUIRE(half);
  CHECK(half->verify("message", key->sign("message")));
  CHECK(made(2).certificate != pair.certificate);
}

TEST_CASE("make_self_signed takes no name that X.509 has no room for") {
  FakeRandom random(1);
  const SelfSignedOptions options{
      .common_name = std::string(65, 'x'),
      .not_before = start,
      .not_after = start,
      .rsa_bits = 2048};
  CHECK_THROWS(make_self_signed(options, random));
}

TEST_CASE("Certificate::parse_text takes PEM and base64, with or without line breaks") {
  const std::string pem = made(1).certificate;
  const auto certificate = Certificate::parse_text(pem);
  REQUIRE(certificate);
  CHECK(certificate->to_pem() == pem);
  const std::string base64 = pem.substr(28, pem.size() - 28 - 26);
  REQUIRE(Certificate::parse_text(base64));
  CHECK(Certificate::parse_text(" \r\n" + base64 + "\r\n")->to_der() == certificate->to_der());
  CHECK_FALSE(Certificate::parse_text(""));
  CHECK_FALSE(Certificate::parse_text(pem + pem));
  CHECK_FALSE(Certificate::parse_text("-----BEGIN CERTIFICATE-----\n" + base64));
  CHECK_FALSE(Certificate::parse_text("AAAA"));
}

TEST_CASE("Certificate tells its fingerprint, written in pairs") {
  const auto certificate = Certificate::parse_text(made(1).certificate);
  REQUIRE(certificate);
  CHECK(certificate->sha256_fingerprint().size() == 32);
  CHECK(to_fingerprint_text(certificate->sha256_fingerprint()).size() == 95);
  CHECK(to_fingerprint_text(std::string("\xab\x01\xff")) == "AB:01:FF");
}

}  // namespace
}  // namespace daemun::crypto
