#include "crypto/hmac.h"

#include "base/encoding.h"

#include <doctest/doctest.h>

namespace daemun::crypto {
namespace {

TEST_CASE("hmac_sha256 has the values of RFC 4231") {
  // 4.2, 4.3, 4.4 and 4.7.
  CHECK(
      to_hex(hmac_sha256(std::string(20, '\x0b'), "Hi There")) ==
      "b0344c61d8db38535ca8afceaf0bf12b881dc200c9833da726e9376c2e32cff7"
  );
  CHECK(
      to_hex(hmac_sha256("Jefe", "what do ya want for nothing?")) ==
      "5bdcc146bf60754e6a042426089575c75a003f089d2739839dec58b964ec3843"
  );
  CHECK(
      to_hex(hmac_sha256(std::string(20, '\xaa'), std::string(50, '\xdd'))) ==
      "773ea91e36800e46854db8ebd09181a72959098b3ef8c122d9635514ced565fe"
  );
  CHECK(
      to_hex(hmac_sha256(
          std::string(131, '\xaa'), "Test Using Larger Than Block-Size Key - Hash Key First"
      )) == "60e431591ee0b67f0d8a26aacbf5b77f8e0bc6213728c5140546040f0ee37f54"
  );
}

TEST_CASE("hmac_sha384 has the values of RFC 4231") {
  // 4.3.
  CHECK(
      to_hex(hmac_sha384("Jefe", "what do ya want for nothing?")) ==
      "af45d2e376484031617f78d2b58a6b1b9c7ef464f5a01b47e42ec3736322445e8e2240ca5e69e2c78b3239ecfab2"
      "1649"
  );
}

TEST_CASE("hmac_sha512 has the values of RFC 4231") {
  // 4.2 and 4.3.
  CHECK(
      to_hex(hmac_sha512(std::string(20, '\x0b'), "Hi There")) ==
      "87aa7cdea5ef619d4ff0b4241a1d6cb02379f4e2ce4ec2787ad0b30545e17cde"
      "daa833b7d6b8a702038b274eaea3f4e4be9d914eeb61f1702e696c203a126854"
  );
  CHECK(
      to_hex(hmac_sha512("Jefe", "what do ya want for nothing?")) ==
      "164b7a7bfcf819e2e395fbe73b56e0a387bd64222e831fd610270cd7ea250554"
      "9758bf75c05a994a6d034f65f8f0e6fdcaeab1a34d4a6b4b636e070a38bce737"
  );
}

TEST_CASE("hmac_sha1 has the values of RFC 2202 3") {
  CHECK(
      to_hex(hmac_sha1(std::string(20, '\x0b'), "Hi There")) ==
      "b617318655057264e28bc0b6fb378c8ef146be00"
  );
  CHECK(
      to_hex(hmac_sha1("Jefe", "what do ya want for nothing?")) ==
      "effcdf6ae5eb2fa2d27416d5f184df9c259a7c79"
  );
}

TEST_CASE("hmac does not keep the key of the call before") {
  const std::string with_empty_key = hmac_sha256("", "");
  CHECK(
      to_hex(with_empty_key) == "b613679a0814d9ec772f95d778c35fc5ff1697c493715653c6c712144292c5ad"
  );
  (void)hmac_sha256("another key", "text");
  CHECK(hmac_sha256({}, {}) == with_empty_key);
}

}  // namespace
}  // namespace daemun::crypto
