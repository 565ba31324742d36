#include "storage/vault.h"

#include <doctest/doctest.h>

#include <stdexcept>

namespace daemun::storage {
namespace {

Secret a_key(char byte = 'k') {
  return Secret(std::string(32, byte));
}

}  // namespace

TEST_CASE("Vault opens what it sealed, of any length and content") {
  crypto::SystemRandom random;
  const Vault vault(a_key(), random);
  for (const auto& text : {std::string(), std::string("a"), std::string(5000, '\0')})
    CHECK(vault.open("place", vault.seal("place", Secret(text))).reveal() == text);
}

TEST_CASE("Vault seals the same text differently each time, and unreadably") {
  crypto::SystemRandom random;
  const Vault vault(a_key(), random);
  const Secret secret("a readable secret");
  const auto first = vault.seal("place", secret);
  CHECK(first != vault.seal("place", secret));
  CHECK(first.find("readable") == std::string::npos);
}

TEST_CASE("Vault opens nothing that another key sealed") {
  crypto::SystemRandom random;
  const auto sealed = Vault(a_key('a'), random).seal("place", Secret("secret"));
  CHECK_THROWS_AS(Vault(a_key('b'), random).open("place", sealed), std::runtime_error);
  CHECK(Vault(a_key('a'), random).open("place", sealed).reveal() == "secret");
}

TEST_CASE("Vault opens nothing in another place") {
  crypto::SystemRandom random;
  const Vault vault(a_key(), random);
  const auto sealed = vault.seal("signing_keys/default/1", Secret("secret"));
  for (const char* place : {"signing_keys/default/2", "signing_keys/admin/1", "", "signing_keys"})
    CHECK_THROWS_AS(vault.open(place, sealed), std::runtime_error);
}

TEST_CASE("Vault opens nothing that was changed or cut") {
  crypto::SystemRandom random;
  const Vault vault(a_key(), random);
  const auto sealed = vault.seal("place", Secret("secret"));
  for (std::size_t i = 0; i < sealed.size(); ++i) {
    auto changed = sealed;
    changed[i] = static_cast<char>(changed[i] ^ 1);
    CHECK_THROWS_AS(vault.open("place", changed), std::runtime_error);
    CHECK_THROWS_AS(vault.open("place", sealed.substr(0, i)), std::runtime_error);
  }
  CHECK_THROWS_AS(vault.open("place", sealed + "x"), std::runtime_error);
}

TEST_CASE("Vault derives a key for each purpose, the same each time") {
  crypto::SystemRandom random;
  const Vault vault(a_key(), random);
  const auto key = vault.derive("tokens").reveal();
  CHECK(key.size() == 32);
  CHECK(Vault(a_key(), random).derive("tokens").reveal() == key);
  CHECK(vault.derive("other").reveal() != key);
  CHECK(Vault(a_key('x'), random).derive("tokens").reveal() != key);
  CHECK(key != a_key().reveal());
}

TEST_CASE("Vault refuses a key of another length") {
  crypto::SystemRandom random;
  for (const std::size_t length : {0U, 16U, 31U, 33U, 64U})
    CHECK_THROWS_AS(Vault(Secret(std::string(length, 'k')), random), std::runtime_error);
}

}  // namespace daemun::storage
