#include "crypto/password_work.h"

#include <doctest/doctest.h>

namespace daemun::crypto {
namespace {

const std::string bcrypt_of_10 = "$2b$10$" + std::string(53, 'a');
const std::string pbkdf2 =
    R"(["pbkdf2",["salt","600000","20","SHA512","@"],")" + std::string(40, 'a') + R"("])";

std::string argon2(const std::string& name, const std::string& cost) {
  return "$" + name + "$v=19$" + cost + "$" + std::string(22, 'A') + "$" + std::string(43, 'A');
}

}  // namespace

TEST_CASE("find_password_work names algorithm and cost of what takes time") {
  const struct {
    PasswordAlgorithm algorithm;
    std::string stored;
    std::optional<std::string> work;
  } rows[] = {
      {PasswordAlgorithm::bcrypt, bcrypt_of_10, "Bcrypt:10"},
      {PasswordAlgorithm::argon2id, argon2("argon2id", "m=65536,t=3,p=4"), "Argon2id:65536:3:4"},
      {PasswordAlgorithm::argon2i, argon2("argon2i", "m=256,t=2,p=1"), "Argon2i:256:2:1"},
      {PasswordAlgorithm::argon2id, argon2("argon2id", "m=19456,t=2,p=1"), std::nullopt},
      {PasswordAlgorithm::argon2id, dummy_password_hash(), std::nullopt},
      {PasswordAlgorithm::legacy, pbkdf2, "Legacy:600000:20:sha512"},
      {PasswordAlgorithm::md5, std::string(32, 'a'), std::nullopt},
      {PasswordAlgorithm::bcrypt, "$2b$", std::nullopt},
  };
  for (const auto& row : rows) {
    CAPTURE(row.stored);
    CHECK(find_password_work(row.algorithm, row.stored) == row.work);
  }
}

TEST_CASE("make_dummy_password makes a stored password of the same work, which matches nothing") {
  for (const std::string work : {"Bcrypt:04", "Argon2d:256:1:2", "Legacy:10:40:sha256"}) {
    CAPTURE(work);
    const auto dummy = make_dummy_password(work);
    REQUIRE(dummy);
    CHECK(find_password_work(dummy->algorithm, dummy->hash) == work);
    CHECK_FALSE(verify_password(dummy->algorithm, Secret("password"), dummy->hash));
  }
  for (const std::string nothing :
       {"", "Bcrypt", "Bcrypt:", "Bcrypt:40", "Argon2id:1:1", "SHA256:1:1:1", "Legacy:1:1:none"}) {
    CAPTURE(nothing);
    CHECK_FALSE(make_dummy_password(nothing));
  }
}

TEST_CASE("choose_shared_work takes what a second holds, the cheapest first") {
  CHECK(
      choose_shared_work({"Bcrypt:12", "Argon2id:65536:3:4", "Bcrypt:10", "Bcrypt:15"}) ==
      std::vector<std::string>{"Bcrypt:10", "Argon2id:65536:3:4", "Bcrypt:12"}
  );
  CHECK(choose_shared_work({"Bcrypt:15"}).empty());
  CHECK(choose_shared_work({}).empty());
}

}  // namespace daemun::crypto
