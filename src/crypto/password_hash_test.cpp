#include "crypto/password_hash.h"

#include <argon2.h>
#include <doctest/doctest.h>

#include <array>
#include <stdexcept>

namespace daemun::crypto {
namespace {

const Secret password("password");

TEST_CASE("hash_password writes Argon2id with OWASP's parameters") {
  FakeRandom random(1);
  const std::string phc = hash_password(password, random);
  CHECK(phc.starts_with("$argon2id$v=19$m=19456,t=2,p=1$"));
  CHECK_FALSE(needs_rehash(phc));
  CHECK(verify_password(password, phc));
  CHECK_FALSE(verify_password(Secret("Password"), phc));
  CHECK_FALSE(verify_password(Secret(""), phc));
  CHECK(hash_password(password, random) != phc);
}

TEST_CASE("hash_password writes hashes that the reference implementation verifies") {
  FakeRandom random(1);
  const std::string phc = hash_password(password, random);
  const auto& text = password.reveal();
  CHECK(argon2id_verify(phc.c_str(), text.data(), text.size()) == ARGON2_OK);
  CHECK(argon2id_verify(phc.c_str(), text.data(), text.size() - 1) != ARGON2_OK);
}

TEST_CASE("verify_password takes a hash of today's parameters of the reference implementation") {
  std::array<char, 128> phc{};
  const auto& text = password.reveal();
  const std::string salt = "0123456789abcdef";
  const auto made = argon2id_hash_encoded(
      2, 19456, 1, text.data(), text.size(), salt.data(), salt.size(), 32, phc.data(), phc.size()
  );
  REQUIRE(made == ARGON2_OK);
  CHECK_FALSE(needs_rehash(phc.data()));
  CHECK(verify_password(password, phc.data()));
  CHECK_FALSE(verify_password(Secret("Password"), phc.data()));
  // Of the right length, and broken.
  for (const std::size_t at : {31UL, 53UL, 54UL, 96UL}) {
    auto broken = std::string(phc.data());
    broken[at] = '!';
    CAPTURE(broken);
    CHECK_FALSE(verify_password(password, broken));
  }
}

TEST_CASE("hash_password takes a NUL as a character") {
  FakeRandom random(1);
  const std::string phc = hash_password(Secret(std::string("pass\0word", 9)), random);
  CHECK(verify_password(Secret(std::string("pass\0word", 9)), phc));
  CHECK_FALSE(verify_password(Secret("pass"), phc));
}

// From the test program of the reference implementation (password "password", salt "somesalt").
constexpr std::string_view reference_argon2id =
    "$argon2id$v=19$m=256,t=2,p=1$c29tZXNhbHQ$nf65EOgLrQMR/uIPnA4rEsF5h7TKyQwu9U1bMCHGi/4";
constexpr std::string_view reference_argon2i =
    "$argon2i$v=19$m=256,t=2,p=1$c29tZXNhbHQ$iekCn0Y3spW+sCcFanM2xBT63UP2sghkUoHLIUpWRS8";

TEST_CASE("verify_password accepts the hashes of the Argon2 reference implementation") {
  CHECK(verify_password(password, reference_argon2id));
  CHECK(verify_password(password, reference_argon2i));
  CHECK(verify_password(PasswordAlgorithm::argon2id, password, reference_argon2id));
  CHECK(verify_password(PasswordAlgorithm::argon2i, password, reference_argon2i));
  CHECK_FALSE(verify_password(PasswordAlgorithm::argon2i, password, reference_argon2id));
  CHECK_FALSE(verify_password(PasswordAlgorithm::argon2d, password, reference_argon2id));
  CHECK_FALSE(verify_password(Secret("passwore"), reference_argon2id));
}

TEST_CASE("needs_rehash tells hashes of other parameters") {
  CHECK(needs_rehash(reference_argon2id));
  CHECK(needs_rehash(reference_argon2i));
  CHECK(needs_rehash(""));
}

TEST_CASE("verify_password refuses hashes that are broken or would cost too much") {
  for (const auto* phc :
       {"",
        "$",
        "$argon2id$",
        "$argon2id$v=19$m=256$c29tZXNhbHQ$nf65",
        "$argon2id$v=19$m=4294967295,t=2,p=1$c29tZXNhbHQ$nf65EOgLrQMR/uIPnA4rEsF5h7TKyQwu9U1bMCHG",
        "$argon2id$v=19$m=256,t=4294967295,p=1$c29tZXNhbHQ$nf65EOgLrQMR/uIPnA4rEsF5h7TKyQwu9U1bMC",
        "$argon2id$v=19$m=99999999999,t=1,p=1$c29tZXNhbHQ$nf65EOgLrQMR/uIPnA4rEsF5h7TKyQwu9U1bMCH",
        "$argon2id$v=19$m=512,t=1,p=65$c29tZXNhbHQ$nf65EOgLrQMR/uIPnA4rEsF5h7TKyQwu9U1bMCHGi/4",
        "$argon2id$v=19$m=256,t=2,p=1$c29tZXNhbHQ",
        "$argon2x$v=19$m=256,t=2,p=1$c29tZXNhbHQ$AAAA"}) {
    CAPTURE(phc);
    CHECK_FALSE(verify_password(password, phc));
    CHECK_FALSE(verify_password(PasswordAlgorithm::argon2id, password, phc));
  }
}

TEST_CASE("verify_password accepts the bcrypt hash of crypt_blowfish's test") {
  // Openwall crypt_blowfish, wrapper.c.
  constexpr std::string_view hash = "$2a$05$CCCCCCCCCCCCCCCCCCCCC.E5YPO9kmyuRGyh0XouQYb4YMJKvyOeW";
  CHECK(verify_password(PasswordAlgorithm::bcrypt, Secret("U*U"), hash));
  CHECK_FALSE(verify_password(PasswordAlgorithm::bcrypt, Secret("U*V"), hash));
  CHECK_FALSE(verify_password(PasswordAlgorithm::bcrypt, Secret(std::string("U*U\0x", 5)), hash));
}

TEST_CASE("verify_password refuses what is not bcrypt, or too slow") {
  for (const auto* stored :
       {"",
        "*0",
        "$2a$05$CCCC",
        "$1$saltsalt$qjXMvbEw8oaL.CzflDtaK/",
        "$2a$31$CCCCCCCCCCCCCCCCCCCCC.E5YPO9kmyuRGyh0XouQYb4YMJKvyOeW",
        "$2a$xxCCCCCCCCCCCCCCCCCCCCCC.E5YPO9kmyuRGyh0XouQYb4YMJKvyOeWx",
        "$2a$00$CCCCCCCCCCCCCCCCCCCCC.E5YPO9kmyuRGyh0XouQYb4YMJKvyOeW"}) {
    CAPTURE(stored);
    CHECK_FALSE(verify_password(PasswordAlgorithm::bcrypt, Secret("U*U"), stored));
  }
}

TEST_CASE("verify_password compares hexadecimal digests") {
  const Secret abc("abc");
  CHECK(verify_password(PasswordAlgorithm::md5, abc, "900150983cd24fb0d6963f7d28e17f72"));
  CHECK(verify_password(PasswordAlgorithm::sha1, abc, "a9993e364706816aba3e25717850c26c9cd0d89d"));
  CHECK(verify_password(
      PasswordAlgorithm::sha256,
      abc,
      "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad"
  ));
  CHECK_FALSE(verify_password(PasswordAlgorithm::md5, abc, ""));
  CHECK_FALSE(verify_password(PasswordAlgorithm::sha1, abc, "900150983cd24fb0d6963f7d28e17f72"));
  CHECK_FALSE(verify_password(PasswordAlgorithm::legacy, abc, "abc"));
}

TEST_CASE("verify_password takes digests in upper case, and legacy hashes by their own rules") {
  const Secret abc("abc");
  CHECK(verify_password(PasswordAlgorithm::md5, abc, "900150983CD24FB0D6963F7D28E17F72"));
  CHECK(verify_password(
      PasswordAlgorithm::legacy, abc, R"(["md5",["@"],"900150983cd24fb0d6963f7d28e17f72"])"
  ));
  CHECK_FALSE(verify_password(
      PasswordAlgorithm::legacy,
      Secret("abd"),
      R"(["md5",["@"],"900150983cd24fb0d6963f7d28e17f72"])"
  ));
}

TEST_CASE("find_hash_problem passes what can be checked, and names what cannot") {
  using Algorithm = PasswordAlgorithm;
  const struct {
    Algorithm algorithm;
    std::string_view stored;
    std::optional<HashProblem> problem{};
  } cases[] = {
      {Algorithm::argon2id, reference_argon2id},
      {Algorithm::argon2i, reference_argon2i},
      {Algorithm::argon2d, "$argon2d$m=256,t=2,p=1$c29tZXNhbHQ$nf65EOgLrQMR"},
      {Algorithm::argon2d, reference_argon2id, HashProblem::malformed},
      {Algorithm::argon2id, "$argon2id$v=19$m=256,t=2,p=1$c29tZXNhbHQ", HashProblem::malformed},
      {Algorithm::argon2id, "$argon2id$v=19$m=256,t=2,p=1$c29t$nf65EOgL", HashProblem::malformed},
      {Algorithm::argon2id,
       "$argon2id$v=19$m=256,t=2,p=1$c29tZXNhbHQ$nf65EO*L",
       HashProblem::malformed},
      {Algorithm::argon2id,
       "$argon2id$v=19$m=256,t=0,p=1$c29tZXNhbHQ$nf65EOgL",
       HashProblem::malformed},
      {Algorithm::argon2id,
       "$argon2id$v=19$m=1048577,t=1,p=1$c29tZXNhbHQ$nf65EOgL",
       HashProblem::too_costly},
      {Algorithm::argon2id,
       "$argon2id$v=19$m=65536,t=100,p=1$c29tZXNhbHQ$nf65EOgL",
       HashProblem::too_costly},
      {Algorithm::bcrypt, "$2a$05$CCCCCCCCCCCCCCCCCCCCC.E5YPO9kmyuRGyh0XouQYb4YMJKvyOeW"},
      {Algorithm::bcrypt,
       "$2a$16$CCCCCCCCCCCCCCCCCCCCC.E5YPO9kmyuRGyh0XouQYb4YMJKvyOeW",
       HashProblem::too_costly},
      {Algorithm::bcrypt,
       "$2a$03$CCCCCCCCCCCCCCCCCCCCC.E5YPO9kmyuRGyh0XouQYb4YMJKvyOeW",
       HashProblem::malformed},
      {Algorithm::bcrypt,
       "$2a$05$CCCCCCCCCCCCCCCCCCCCC+E5YPO9kmyuRGyh0XouQYb4YMJKvyOeW",
       HashProblem::malformed},
      {Algorithm::bcrypt, "$2a$05$CCCC", HashProblem::malformed},
      {Algorithm::md5, "900150983cd24fb0d6963f7d28e17f72"},
      {Algorithm::md5, "900150983cd24fb0d6963f7d28e17f7", HashProblem::malformed},
      {Algorithm::sha1, "900150983cd24fb0d6963f7d28e17f72", HashProblem::malformed},
      {Algorithm::sha256, "", HashProblem::malformed},
      {Algorithm::legacy, R"(["md5",["@"],"900150983cd24fb0d6963f7d28e17f72"])"},
      {Algorithm::legacy, R"(["md6",["@"],"00"])", HashProblem::unknown_algorithm},
      {Algorithm::legacy, "abc", HashProblem::malformed},
  };
  for (const auto& one : cases) {
    CAPTURE(one.stored);
    CHECK((find_hash_problem(one.algorithm, one.stored) == one.problem));
  }
}

TEST_CASE("passwords beyond the bound match nothing and are not hashed") {
  FakeRandom random(1);
  const std::string longest = std::string(256, 'x');
  const std::string phc = hash_password(Secret(longest), random);
  CHECK(verify_password(Secret(longest), phc));
  CHECK_FALSE(verify_password(Secret(longest + "x"), phc));
  CHECK_THROWS_AS((void)hash_password(Secret(longest + "x"), random), std::invalid_argument);
  // 256 characters of four bytes each.
  std::string wide;
  for (int i = 0; i < 256; ++i)
    wide += "\xf0\x9f\x98\x80";
  CHECK(verify_password(Secret(wide), hash_password(Secret(wide), random)));
  CHECK_FALSE(verify_password(
      PasswordAlgorithm::sha256,
      Secret(std::string(1'000'000, 'a')),
      "cdc76e5c9914fb9281a1c7e284d73e67f1809a48a497200e046d39ccc7112cd0"
  ));
}

TEST_CASE("dummy_password_hash costs what a real one costs and matches nothing") {
  const std::string& hash = dummy_password_hash();
  CHECK_FALSE(needs_rehash(hash));
  CHECK_FALSE(verify_password(password, hash));
  CHECK_FALSE(verify_password(Secret(""), hash));
  CHECK(&hash == &dummy_password_hash());
}

TEST_CASE("password algorithms have Logto's names") {
  constexpr std::array<std::string_view, 8> names{
      "Argon2i", "Argon2id", "Argon2d", "Bcrypt", "MD5", "SHA1", "SHA256", "Legacy"};
  for (const auto name : names) {
    const auto algorithm = parse_password_algorithm(name);
    REQUIRE(algorithm);
    CHECK(to_string(*algorithm) == name);
  }
  CHECK_FALSE(parse_password_algorithm("argon2id"));
  CHECK_FALSE(parse_password_algorithm(""));
}

}  // namespace
}  // namespace daemun::crypto
