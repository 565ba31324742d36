// Keys with certificates for tests, made once a process.
#ifndef DAEMUN_SAML_TEST_KEYS_H
#define DAEMUN_SAML_TEST_KEYS_H

#include "crypto/certificate.h"
#include "crypto/signing_key.h"
#include "crypto/test_certificate.h"

namespace daemun::saml::test {

struct TestKey {
  crypto::PrivateKey key;
  crypto::Certificate certificate;
};

inline TestKey make_test_key(crypto::SignatureAlgorithm algorithm) {
  auto key = crypto::PrivateKey::generate(algorithm);
  auto certificate = crypto::Certificate::parse(crypto::test::make_certificate(key)).value();
  return {.key = std::move(key), .certificate = std::move(certificate)};
}

// The identity provider's.
inline const TestKey& provider_key() {
  static const TestKey key = make_test_key(crypto::SignatureAlgorithm::rs256);
  return key;
}
inline const TestKey& p256_key() {
  static const TestKey key = make_test_key(crypto::SignatureAlgorithm::es256);
  return key;
}
inline const TestKey& p384_key() {
  static const TestKey key = make_test_key(crypto::SignatureAlgorithm::es384);
  return key;
}
// The service provider's, for which assertions are encrypted.
inline const TestKey& service_key() {
  static const TestKey key = make_test_key(crypto::SignatureAlgorithm::rs256);
  return key;
}
// Nobody's.
inline const TestKey& foreign_key() {
  static const TestKey key = make_test_key(crypto::SignatureAlgorithm::rs256);
  return key;
}

}  // namespace daemun::saml::test

#endif
