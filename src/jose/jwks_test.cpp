#include "jose/jwks.h"

#include <doctest/doctest.h>

#include <stdexcept>

namespace daemun::jose {
namespace {

using crypto::PrivateKey;
using crypto::SignatureAlgorithm;

VerificationKey a_key(std::string kid, SignatureAlgorithm alg) {
  return {.kid = std::move(kid), .alg = alg, .key = PrivateKey::generate(alg).public_key()};
}

TEST_CASE("KeySet finds a key by kid and algorithm") {
  const KeySet keys({
      a_key("a", SignatureAlgorithm::es256),
      a_key("b", SignatureAlgorithm::es256),
      a_key("a", SignatureAlgorithm::es384),
  });
  CHECK(keys.find("a", SignatureAlgorithm::es256) == &keys.keys()[0]);
  CHECK(keys.find("b", SignatureAlgorithm::es256) == &keys.keys()[1]);
  CHECK(keys.find("a", SignatureAlgorithm::es384) == &keys.keys()[2]);
  CHECK(keys.find("b", SignatureAlgorithm::es384) == nullptr);
  CHECK(keys.find("a", SignatureAlgorithm::rs256) == nullptr);
  CHECK(keys.find("", SignatureAlgorithm::es256) == nullptr);
  CHECK(keys.has_kid("a"));
  CHECK_FALSE(keys.has_kid("c"));
}

TEST_CASE("KeySet finds a key without kid only when there is no choice") {
  const KeySet keys({
      a_key("a", SignatureAlgorithm::es256),
      a_key("b", SignatureAlgorithm::es256),
      a_key("c", SignatureAlgorithm::es384),
  });
  CHECK(keys.find_only(SignatureAlgorithm::es384) == &keys.keys()[2]);
  CHECK(keys.find_only(SignatureAlgorithm::es256) == nullptr);
  CHECK(keys.find_only(SignatureAlgorithm::rs256) == nullptr);
}

TEST_CASE("KeySet throws for a key under another algorithm's name") {
  auto key = a_key("a", SignatureAlgorithm::es256);
  key.alg = SignatureAlgorithm::rs256;
  CHECK_THROWS_AS(KeySet({key}), std::invalid_argument);
}

TEST_CASE("parse_key_set passes over keys that cannot be used here") {
  const auto key = PrivateKey::generate(SignatureAlgorithm::es256).public_key();
  auto jwks = to_json(std::vector<Jwk>{to_jwk(key, SignatureAlgorithm::es256)});
  auto& array = jwks["keys"].as_array();
  array.emplace_back(json::object{{"kty", "oct"}, {"k", "AAAA"}, {"kid", "hmac"}});
  array.emplace_back("text");
  array.emplace_back(nullptr);
  auto nameless = to_json(to_jwk(key, SignatureAlgorithm::es256));
  nameless.erase("kid");
  array.emplace_back(nameless);

  const auto keys = parse_key_set(jwks);
  REQUIRE(keys.keys().size() == 2);
  CHECK(
      keys.find(to_jwk(key, SignatureAlgorithm::es256).kid, SignatureAlgorithm::es256) != nullptr
  );
  CHECK(keys.keys()[1].kid.empty());
}

TEST_CASE("parse_key_set is empty for what is no key set") {
  CHECK(parse_key_set({}).keys().empty());
  CHECK(parse_key_set({{"keys", "text"}}).keys().empty());
  CHECK(parse_key_set({{"keys", json::array{}}}).keys().empty());
}

TEST_CASE("parse_key_set has a bound") {
  const auto key = PrivateKey::generate(SignatureAlgorithm::es256).public_key();
  const std::vector<Jwk> many(150, to_jwk(key, SignatureAlgorithm::es256));
  CHECK(parse_key_set(to_json(many)).keys().size() == 100);
}

}  // namespace
}  // namespace daemun::jose
