#include "daemun/auth/session/keyring.h"

#include <doctest/doctest.h>

#include <stdexcept>

namespace daemun::auth {

namespace {

const Secret first(std::string(32, 'a'));
const Secret second(std::string(32, 'b'));

}  // namespace

TEST_CASE("Keyring opens what it sealed, for that purpose alone") {
  crypto::FakeRandom random(1);
  const Keyring keyring({first});
  const std::string sealed = keyring.seal("text", "session", random);
  CHECK(keyring.open(sealed, "session") == "text");
  CHECK_FALSE(keyring.open(sealed, "pending"));
  CHECK_FALSE(keyring.open("", "session"));
  CHECK_FALSE(keyring.open(sealed + "A", "session"));
  for (std::size_t i = 0; i < sealed.size(); ++i) {
    std::string bent = sealed;
    bent[i] = bent[i] == 'A' ? 'B' : 'A';
    CHECK_FALSE(keyring.open(bent, "session"));
  }
}

TEST_CASE("Keyring seals with the first secret and opens with all of them") {
  crypto::FakeRandom random(1);
  const Keyring before({first});
  const Keyring during({second, first});
  const Keyring after({second});
  const std::string old_text = before.seal("text", "session", random);
  CHECK(during.open(old_text, "session") == "text");
  CHECK_FALSE(after.open(old_text, "session"));
  CHECK(after.open(during.seal("text", "session", random), "session") == "text");
}

TEST_CASE("Keyring signs for one purpose") {
  const Keyring before({first});
  const Keyring during({second, first});
  const std::string signature = before.sign("text", "csrf");
  CHECK(during.is_signed("text", signature, "csrf"));
  CHECK_FALSE(during.is_signed("other", signature, "csrf"));
  CHECK_FALSE(during.is_signed("text", signature, "state"));
  CHECK_FALSE(before.is_signed("text", during.sign("text", "csrf"), "csrf"));
  CHECK_FALSE(before.is_signed("text", "", "csrf"));
  CHECK(before.sign("bc", "a") != before.sign("c", "ab"));
}

TEST_CASE("Keyring refuses to begin without a secret worth the name") {
  CHECK_THROWS_AS(Keyring({}), std::invalid_argument);
  CHECK_THROWS_AS(Keyring({Secret("short")}), std::invalid_argument);
  CHECK_THROWS_AS(Keyring({first, Secret("")}), std::invalid_argument);
}

}  // namespace daemun::auth
