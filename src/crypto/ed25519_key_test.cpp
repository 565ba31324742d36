#include "crypto/ed25519_key.h"

#include "base/encoding.h"
#include "crypto/test_ed25519_signer.h"

#include <doctest/doctest.h>

namespace daemun::crypto {
namespace {

TEST_CASE("Ed25519Key verifies the vectors of RFC 8032 7.1") {
  struct Row {
    const char* key;
    const char* message;
    const char* signature;
  };
  const Row rows[] = {
      {"d75a980182b10ab7d54bfed3c964073a0ee172f3daa62325af021a68f707511a",
       "",
       "e5564300c360ac729086e2cc806e828a84877f1eb8e5d974d873e065224901555fb8821590a33bacc61e39701cf"
       "9"
       "b46bd25bf5f0595bbe24655141438e7a100b"},
      {"3d4017c3e843895a92b70aa74d1b7ebc9c982ccf2ec4968cc0cd55f12af4660c",
       "72",
       "92a009a9f0d4cab8720e820b5f642540a2b27b5416503f8fb3762223ebdb69da085ac1e43e15996e458f3613d0f"
       "1"
       "1d8c387b2eaeb4302aeeb00d291612bb0c00"},
  };
  for (const auto& row : rows) {
    const auto key = Ed25519Key::from_bytes(parse_hex(row.key).value());
    REQUIRE(key);
    const auto message = parse_hex(row.message).value();
    const auto signature = parse_hex(row.signature).value();
    CHECK(key->verify(message, signature));
    CHECK_FALSE(key->verify(message + "x", signature));
    auto changed = signature;
    changed[0] = static_cast<char>(changed[0] ^ 1);
    CHECK_FALSE(key->verify(message, changed));
    CHECK_FALSE(key->verify(message, signature.substr(1)));
    CHECK_FALSE(key->verify(message, signature + "x"));
  }
}

TEST_CASE(
    "Ed25519Key refuses a key of another length, and verifies nothing with bytes off the curve"
) {
  CHECK_FALSE(Ed25519Key::from_bytes(std::string(31, 'x')));
  CHECK_FALSE(Ed25519Key::from_bytes(std::string(33, 'x')));
  const auto key = Ed25519Key::from_bytes(std::string(32, '\xff'));
  REQUIRE(key);
  CHECK_FALSE(key->verify("message", std::string(64, '\0')));
}

TEST_CASE("Ed25519Key verifies a signature of its own private key only") {
  const test::Ed25519Signer signer;
  const test::Ed25519Signer other;
  const auto key = Ed25519Key::from_bytes(signer.public_bytes());
  REQUIRE(key);
  CHECK(key->verify("message", signer.sign("message")));
  CHECK_FALSE(key->verify("message", other.sign("message")));
}

}  // namespace
}  // namespace daemun::crypto
