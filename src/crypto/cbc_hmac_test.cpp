#include "crypto/cbc_hmac.h"

#include "base/encoding.h"
#include "crypto/test_fixed_random.h"

#include <doctest/doctest.h>

#include <numeric>
#include <stdexcept>

namespace daemun::crypto {
namespace {

using test::FixedRandom;

const Secret key(std::string(64, 'k'));

// RFC 7518 B.3
Secret vector_key() {
  std::string bytes(64, '\0');
  std::iota(bytes.begin(), bytes.end(), '\0');
  return Secret(std::move(bytes));
}
constexpr std::string_view vector_plaintext =
    "A cipher system must not be required to be secret, and it must be able to fall into the hands "
    "of the enemy without inconvenience";
constexpr std::string_view vector_data = "The second principle of Auguste Kerckhoffs";
constexpr std::string_view vector_iv = "1af38c2dc2b96ffdd86694092341bc04";
constexpr std::string_view vector_ciphertext =
    "4affaaadb78c31c5da4b1b590d10ffbd3dd8d5d302423526912da037ecbcc7bd"
    "822c301dd67c373bccb584ad3e9279c2e6d12a1374b77f077553df829410446b"
    "36ebd97066296ae6427ea75c2e0846a11a09ccf5370dc80bfecbad28c73f09b3"
    "a3b75e662a2594410ae496b2e2e6609e31e6e02cc837f053d21f37ff4f51950b"
    "be2638d09dd7a4930930806d0703b1f6";
constexpr std::string_view vector_tag =
    "4dd3b4c088a7f45c216839645b2012bf2e6269a8c56a816dbc1b267761955bc5";

TEST_CASE("seal_cbc_hmac has the value of RFC 7518 B.3") {
  FixedRandom random(parse_hex(vector_iv).value());
  const auto sealed = seal_cbc_hmac(vector_key(), vector_plaintext, vector_data, random);
  CHECK(to_hex(sealed.iv) == vector_iv);
  CHECK(to_hex(sealed.ciphertext) == vector_ciphertext);
  CHECK(to_hex(sealed.tag) == vector_tag);
}

TEST_CASE("open_cbc_hmac reads the value of RFC 7518 B.3") {
  const CbcHmacText sealed{
      .iv = parse_hex(vector_iv).value(),
      .ciphertext = parse_hex(vector_ciphertext).value(),
      .tag = parse_hex(vector_tag).value(),
  };
  CHECK(open_cbc_hmac(vector_key(), sealed, vector_data) == vector_plaintext);
}

TEST_CASE("open_cbc_hmac returns what was sealed") {
  FakeRandom random(1);
  for (const std::size_t length : {0U, 1U, 15U, 16U, 17U, 1000U}) {
    const std::string text(length, 't');
    const auto sealed = seal_cbc_hmac(key, text, "data", random);
    CHECK(sealed.ciphertext.size() == length / 16 * 16 + 16);
    CHECK(open_cbc_hmac(key, sealed, "data") == text);
  }
}

TEST_CASE("open_cbc_hmac refuses another key, other data and every changed byte") {
  FakeRandom random(1);
  const auto sealed = seal_cbc_hmac(key, "text", "data", random);
  std::string other_half = key.reveal();
  other_half[0] = 'x';
  CHECK_FALSE(open_cbc_hmac(Secret(other_half), sealed, "data"));
  CHECK_FALSE(open_cbc_hmac(key, sealed, "dat"));
  for (std::string CbcHmacText::*part :
       {&CbcHmacText::iv, &CbcHmacText::ciphertext, &CbcHmacText::tag}) {
    for (std::size_t i = 0; i < (sealed.*part).size(); ++i) {
      CbcHmacText changed = sealed;
      char& byte = (changed.*part)[i];
      byte = static_cast<char>(byte ^ 1);
      CHECK_FALSE(open_cbc_hmac(key, changed, "data"));
    }
    CbcHmacText cut = sealed;
    (cut.*part).pop_back();
    CHECK_FALSE(open_cbc_hmac(key, cut, "data"));
    (cut.*part).clear();
    CHECK_FALSE(open_cbc_hmac(key, cut, "data"));
  }
}

TEST_CASE("open_cbc_hmac refuses bytes that were moved from one part to the next") {
  FakeRandom random(1);
  auto sealed = seal_cbc_hmac(key, "text", "data", random);
  sealed.ciphertext.insert(0, 1, sealed.iv.back());
  sealed.iv.pop_back();
  CHECK_FALSE(open_cbc_hmac(key, sealed, "data"));
}

TEST_CASE("open_cbc_hmac refuses a right tag over what has no padding") {
  // Such a text can be made with the first half of the key.
  FakeRandom random(1);
  const auto sealed = seal_cbc_hmac(key, "text", "", random);
  CHECK_FALSE(open_cbc_hmac(Secret(std::string(32, 'k') + std::string(32, 'x')), sealed, ""));
}

TEST_CASE("seal_cbc_hmac and open_cbc_hmac throw for a key of another length") {
  FakeRandom random(1);
  const Secret short_key(std::string(32, 'k'));
  CHECK_THROWS_AS((void)seal_cbc_hmac(short_key, "text", "", random), std::invalid_argument);
  CHECK_THROWS_AS((void)open_cbc_hmac(short_key, CbcHmacText{}, ""), std::invalid_argument);
}

}  // namespace
}  // namespace daemun::crypto
