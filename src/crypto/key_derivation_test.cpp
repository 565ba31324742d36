#include "crypto/key_derivation.h"

#include "base/encoding.h"
#include "crypto/hmac.h"

#include <doctest/doctest.h>

namespace daemun::crypto {
namespace {

TEST_CASE("derive_key has the value of RFC 5869 A.3") {
  CHECK(
      to_hex(derive_key(Secret(std::string(22, '\x0b')), "", 42)) ==
      "8da4e775a563c18f715f802a063c5a31b8a11f5c5ee1879ec3454e5f3c738d2d9d201395faa4b61a96c8"
  );
}

TEST_CASE("derive_salted_key has the value of RFC 5869 A.1") {
  const std::string salt = parse_hex("000102030405060708090a0b0c").value();
  const std::string info = parse_hex("f0f1f2f3f4f5f6f7f8f9").value();
  CHECK(
      to_hex(derive_salted_key(Secret(std::string(22, '\x0b')), salt, info, 42)) ==
      "3cb25f25faacd57a90434f64d0362f2a2d2d0a90cf1a5a4c5db02d56ecc4c5bf34007208d5b887185865"
  );
}

TEST_CASE("derive_key is extract and expand of RFC 5869 2") {
  const std::string extracted = hmac_sha256(std::string(32, '\0'), "secret");
  const std::string first = hmac_sha256(extracted, std::string("info") + '\x01');
  const std::string second = hmac_sha256(extracted, first + "info" + '\x02');
  CHECK(derive_key(Secret("secret"), "info", 50) == (first + second).substr(0, 50));
}

TEST_CASE("derive_key gives each purpose its own key") {
  const Secret secret("secret");
  CHECK(derive_key(secret, "a", 32) != derive_key(secret, "b", 32));
  CHECK(derive_key(secret, "a", 32) == derive_key(secret, "a", 32));
  CHECK(derive_key(secret, "a", 32) != derive_key(Secret("other"), "a", 32));
}

}  // namespace
}  // namespace daemun::crypto
