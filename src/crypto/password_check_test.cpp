#include "crypto/password_check.h"

#include "base/encoding.h"
#include "base/unicode.h"
#include "crypto/digest.h"
#include "crypto/password_work.h"

#include <crypt.h>
#include <doctest/doctest.h>

#include <set>

namespace daemun::crypto {
namespace {

const std::string decomposed = "tie\xcc\x82\xcc\x81ng-Vie\xcc\xa3\xcc\x82t-1";

StoredPassword bcrypt(const std::string& password, const std::string& cost = "04") {
  crypt_data data{};
  const std::string setting = "$2b$" + cost + "$" + std::string(22, '.');
  return {PasswordAlgorithm::bcrypt, crypt_r(password.c_str(), setting.c_str(), &data)};
}

StoredPassword sha256_of(const std::string& password) {
  return {PasswordAlgorithm::sha256, to_hex(sha256(password))};
}

PasswordCheck a_check(const std::string& typed, std::optional<StoredPassword> stored) {
  return PasswordCheck{
      .password = Secret(to_nfc(typed).value()),
      .typed = Secret(typed),
      .stored = std::move(stored),
      .shared_work = {"Bcrypt:04", "Argon2id:256:1:1"},
      .renewal = Renewal::when_outdated};
}

PasswordVerdict run(const PasswordCheck& check) {
  SystemRandom random;
  return check_password(check, random);
}

// Of what takes time, the work and how often.
std::multiset<std::string> work_of(const PasswordCheck& check) {
  std::multiset<std::string> work;
  for (const auto& step : list_steps(check)) {
    if (step.algorithm == PasswordAlgorithm::sha256) continue;
    work.insert(find_password_work(step.algorithm, step.hash).value_or("ours"));
  }
  return work;
}

}  // namespace

TEST_CASE("list_steps is of the same work for every user and for nobody") {
  SystemRandom random;
  const std::multiset<std::string> same{"Bcrypt:04", "Argon2id:256:1:1", "ours"};
  const StoredPassword ours{PasswordAlgorithm::argon2id, hash_password(Secret("password"), random)};
  const auto cheap = make_dummy_password("Argon2id:256:1:1").value();
  for (const auto& stored :
       {std::optional<StoredPassword>(),
        std::optional(ours),
        std::optional(bcrypt("password")),
        std::optional(StoredPassword{cheap.algorithm, cheap.hash}),
        std::optional(sha256_of("password"))}) {
    const auto check = a_check("wrong", stored);
    CHECK(work_of(check) == same);
    CHECK_FALSE(run(check).is_right);
  }
}

TEST_CASE("list_steps computes what is too costly to share for its own user only") {
  auto check =
      a_check("wrong", StoredPassword{PasswordAlgorithm::bcrypt, "$2b$15$" + std::string(53, '.')});
  CHECK(
      work_of(check) ==
      std::multiset<std::string>{"Bcrypt:04", "Argon2id:256:1:1", "Bcrypt:15", "ours"}
  );
}

TEST_CASE("check_password renews what is not ours, and leaves what is") {
  SystemRandom random;
  const StoredPassword ours{PasswordAlgorithm::argon2id, hash_password(Secret("password"), random)};
  const auto kept = run(a_check("password", ours));
  CHECK(kept.is_right);
  CHECK_FALSE(kept.renewed);
  for (const auto& stored : {bcrypt("password"), sha256_of("password")}) {
    const auto verdict = run(a_check("password", stored));
    CHECK(verdict.is_right);
    REQUIRE(verdict.renewed);
    CHECK(verify_password(Secret("password"), *verdict.renewed));
    auto check = a_check("password", stored);
    check.renewal = Renewal::never;
    CHECK(run(check).is_right);
    CHECK_FALSE(run(check).renewed);
  }
}

TEST_CASE("check_password knows an imported password in the letters that were hashed") {
  const auto composed = to_nfc(decomposed).value();
  REQUIRE(composed != decomposed);
  const auto verdict = run(a_check(decomposed, sha256_of(decomposed)));
  CHECK(verdict.is_right);
  REQUIRE(verdict.renewed);
  // From now on every keyboard types it.
  CHECK(verify_password(Secret(composed), *verdict.renewed));
  CHECK(run(a_check(decomposed, sha256_of(composed))).is_right);
  CHECK_FALSE(run(a_check(composed, sha256_of(decomposed))).is_right);
  // Argon2id of our own cost may be imported as well.
  SystemRandom random;
  const StoredPassword imported{
      PasswordAlgorithm::argon2id, hash_password(Secret(decomposed), random)};
  const auto moved = run(a_check(decomposed, imported));
  CHECK(moved.is_right);
  CHECK(moved.renewed);
}

TEST_CASE("check_password keeps a bcrypt hash that does not know the whole password") {
  const std::string known(72, 'x');
  const auto stored = bcrypt(known);
  CHECK(run(a_check(known, stored)).renewed);
  const auto verdict = run(a_check(known + "junk", stored));
  CHECK(verdict.is_right);
  CHECK_FALSE(verdict.renewed);
}

}  // namespace daemun::crypto
