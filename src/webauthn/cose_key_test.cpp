#include "webauthn/cose_key.h"

#include <doctest/doctest.h>

#include "webauthn/test_authenticator.h"

namespace daemun::webauthn {
namespace {

using namespace test;
using Members = std::vector<std::pair<std::string, std::string>>;

std::string_view outcome(std::string_view bytes) {
  const auto key = parse_cose_key(bytes);
  return key ? "accepted" : to_string(key.error().code);
}

std::string integer_member(std::int64_t value) {
  return cbor_integer(value);
}

// The numbers of a point on P-256.
const crypto::PublicKeyComponents& a_point() {
  static const auto key = crypto::PrivateKey::generate(crypto::SignatureAlgorithm::es256);
  return key.public_key().components();
}

Members an_ec_key() {
  return {
      {integer_member(1), integer_member(2)},
      {integer_member(3), integer_member(-7)},
      {integer_member(-1), integer_member(1)},
      {integer_member(-2), cbor_bytes(a_point().x)},
      {integer_member(-3), cbor_bytes(a_point().y)}};
}

std::string_view changed(std::size_t place, const std::string& value) {
  auto members = an_ec_key();
  members[place].second = value;
  return outcome(cbor_map(members));
}

TEST_CASE("parse_cose_key reads a key of each algorithm, which verifies what it signed") {
  for (const auto algorithm : known_algorithms) {
    const Authenticator authenticator(algorithm);
    const auto key = parse_cose_key(authenticator.public_key());
    REQUIRE(key);
    CHECK(key->algorithm() == algorithm);
    CHECK_FALSE(key->verify("message", "signature"));
  }
}

TEST_CASE("parse_cose_key refuses each way to be wrong by its own name") {
  CHECK(outcome(cbor_map(an_ec_key())) == "accepted");
  CHECK(outcome("") == "cbor_truncated");
  CHECK(outcome(cbor_map(an_ec_key()) + "x") == "cbor_trailing_bytes");
  CHECK(outcome(cbor_array({})) == "bad_key");
  CHECK(outcome(cbor_map({})) == "bad_key");
  // The algorithm: absent, a text, ES256K, ES512, and that of another kind of key.
  CHECK(changed(1, cbor_text("ES256")) == "bad_key");
  CHECK(changed(1, cbor_integer(-47)) == "unknown_algorithm");
  CHECK(changed(1, cbor_integer(-36)) == "unknown_algorithm");
  CHECK(changed(1, cbor_integer(0)) == "unknown_algorithm");
  CHECK(changed(1, cbor_integer(-8)) == "bad_key");
  CHECK(changed(1, cbor_integer(-35)) == "bad_key");
  CHECK(changed(1, cbor_integer(-257)) == "bad_key");
  CHECK(changed(0, cbor_integer(3)) == "bad_key");
  CHECK(changed(2, cbor_integer(2)) == "bad_key");
  CHECK(changed(2, cbor_text("P-256")) == "bad_key");
  CHECK(changed(3, cbor_text("x")) == "bad_key");
  CHECK(changed(3, cbor_bytes(a_point().x.substr(1))) == "bad_key");
  CHECK(changed(3, cbor_bytes('\0' + a_point().x)) == "bad_key");
  // Not on the curve; the point at infinity; a point in its short form.
  CHECK(changed(4, cbor_bytes(a_point().x)) == "bad_key");
  CHECK(changed(4, cbor_bytes(std::string(32, '\0'))) == "bad_key");
  CHECK(changed(4, "\xf5") == "bad_key");
}

TEST_CASE("parse_cose_key refuses a key with a member more or less") {
  auto members = an_ec_key();
  members.emplace_back(cbor_integer(2), cbor_bytes("kid"));
  CHECK(outcome(cbor_map(members)) == "bad_key");
  members = an_ec_key();
  members.pop_back();
  CHECK(outcome(cbor_map(members)) == "bad_key");
}

TEST_CASE("parse_cose_key refuses an RSA key that is weak or costs too much to check with") {
  const auto rsa = [](const std::string& n, const std::string& e) {
    return outcome(cbor_map(
        {{cbor_integer(1), cbor_integer(3)},
         {cbor_integer(3), cbor_integer(-257)},
         {cbor_integer(-1), cbor_bytes(n)},
         {cbor_integer(-2), cbor_bytes(e)}}
    ));
  };
  const std::string exponent("\x01\x00\x01", 3);
  CHECK(rsa(std::string(256, '\xff'), exponent) == "accepted");
  CHECK(rsa(std::string(128, '\xff'), exponent) == "bad_key");
  CHECK(rsa(std::string(1025, '\xff'), exponent) == "bad_key");
  CHECK(rsa(std::string(256, '\xff'), "\x01") == "bad_key");
  CHECK(rsa(std::string(256, '\xff'), std::string(9, '\xff')) == "bad_key");
  CHECK(rsa("", "") == "bad_key");
}

TEST_CASE("parse_cose_key refuses an Ed25519 key of another length or curve") {
  const auto okp = [](std::int64_t curve, const std::string& x) {
    return outcome(cbor_map(
        {{cbor_integer(1), cbor_integer(1)},
         {cbor_integer(3), cbor_integer(-8)},
         {cbor_integer(-1), cbor_integer(curve)},
         {cbor_integer(-2), cbor_bytes(x)}}
    ));
  };
  CHECK(okp(6, std::string(32, 'x')) == "accepted");
  CHECK(okp(6, std::string(31, 'x')) == "bad_key");
  CHECK(okp(7, std::string(57, 'x')) == "bad_key");
}

}  // namespace
}  // namespace daemun::webauthn
