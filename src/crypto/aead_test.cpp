#include "crypto/aead.h"

#include "base/encoding.h"
#include "crypto/test_fixed_random.h"

#include <doctest/doctest.h>

#include <algorithm>
#include <stdexcept>

namespace daemun::crypto {
namespace {

using test::FixedRandom;

const Secret key(std::string(32, 'k'));

TEST_CASE("seal has the value of GCM specification test case 14") {
  FixedRandom random(std::string(12, '\0'));
  CHECK(
      to_hex(seal(Secret(std::string(32, '\0')), std::string(16, '\0'), "", random)) ==
      std::string(24, '0') + "cea7403d4d606b6e074ec5d3baf39d18d0d1c8a799996bf0265b98b5d48ab919"
  );
}

TEST_CASE("seal and open have the value of GCM specification test case 16") {
  const Secret vector_key(
      parse_hex("feffe9928665731c6d6a8f9467308308feffe9928665731c6d6a8f9467308308").value()
  );
  const std::string nonce = "cafebabefacedbaddecaf888";
  const std::string plaintext =
      parse_hex(
          "d9313225f88406e5a55909c5aff5269a86a7a9531534f7da2e4c303d8a318a721c3c0c95956809532f"
          "cf0e2449a6b525b16aedf5aa0de657ba637b39"
      )
          .value();
  const std::string data = parse_hex("feedfacedeadbeeffeedfacedeadbeefabaddad2").value();
  FixedRandom random(parse_hex(nonce).value());
  const std::string sealed = seal(vector_key, plaintext, data, random);
  CHECK(
      to_hex(sealed) ==
      nonce +
          "522dc1f099567d07f47f37a32a84427d643a8cdcbfe5c0c97598a2bd2555d1aa8cb08e48590dbb3da7b08b"
          "1056828838c5f61e6393ba7a0abcc9f66276fc6ece0f4e1768cddf8853bb2d551b"
  );
  CHECK(open(vector_key, sealed, data) == plaintext);
}

TEST_CASE("open returns what was sealed") {
  FakeRandom random(1);
  for (const std::size_t length : {0U, 1U, 15U, 16U, 17U, 1000U}) {
    const std::string text(length, 't');
    const std::string sealed = seal(key, text, "purpose", random);
    CHECK(sealed.size() == length + 28);
    CHECK(open(key, sealed, "purpose") == text);
  }
}

TEST_CASE("seal never writes the same text twice") {
  FakeRandom random(1);
  CHECK(seal(key, "text", "", random) != seal(key, "text", "", random));
}

TEST_CASE("open refuses another key, another purpose and every changed byte") {
  FakeRandom random(1);
  const std::string sealed = seal(key, "text", "purpose", random);
  CHECK_FALSE(open(Secret(std::string(32, 'x')), sealed, "purpose"));
  CHECK_FALSE(open(key, sealed, "other"));
  CHECK_FALSE(open(key, sealed, ""));
  for (std::size_t i = 0; i < sealed.size(); ++i) {
    std::string changed = sealed;
    changed[i] = static_cast<char>(changed[i] ^ 1);
    CHECK_FALSE(open(key, changed, "purpose"));
  }
}

TEST_CASE("open refuses texts that were cut: no short tag") {
  FakeRandom random(1);
  const std::string sealed = seal(key, "text", "", random);
  for (std::size_t length = 0; length < sealed.size(); ++length) {
    CHECK_FALSE(open(key, sealed.substr(0, length), ""));
  }
  CHECK_FALSE(open(key, sealed + "x", ""));
}

TEST_CASE("seal and open throw for a key of another length") {
  FakeRandom random(1);
  CHECK_THROWS_AS((void)seal(Secret("short"), "text", "", random), std::invalid_argument);
  CHECK_THROWS_AS((void)open(Secret(), std::string(40, 'x'), ""), std::invalid_argument);
}

}  // namespace
}  // namespace daemun::crypto
