#include "storage/test_stores.h"

namespace daemun::storage {
namespace {

using std::chrono::minutes;
using test::for_each_engine;
using test::now;
using test::Stores;

const SentinelTarget target{.target_hash = "hash", .action = "Password"};

SentinelPolicy at_most(int attempts, minutes lockout = minutes(10)) {
  return {.max_attempts = attempts, .lockout_duration = lockout};
}

void fail(Stores& stores, const SentinelPolicy& policy, TimePoint when = now) {
  stores.run(stores.sentinel.count_failure(target, policy, when));
}

std::optional<TimePoint> lock_at(Stores& stores, TimePoint when) {
  return run_task(stores.sentinel.find_lock(target, when));
}

}  // namespace

TEST_CASE("SentinelStore locks at exactly the last allowed failure") {
  for_each_engine([](Stores& stores) {
    CHECK_FALSE(lock_at(stores, now));
    fail(stores, at_most(3));
    fail(stores, at_most(3));
    CHECK_FALSE(lock_at(stores, now));
    fail(stores, at_most(3), now + Seconds(1));
    CHECK(lock_at(stores, now + Seconds(1)) == now + Seconds(1) + minutes(10));
  });
}

TEST_CASE("SentinelStore locks at the first failure where one is allowed") {
  for_each_engine([](Stores& stores) {
    fail(stores, at_most(1));
    CHECK(lock_at(stores, now) == now + minutes(10));
    // The lock has passed: the next failure locks again.
    fail(stores, at_most(1), now + minutes(10));
    CHECK(lock_at(stores, now + minutes(10)) == now + minutes(20));
  });
}

TEST_CASE("SentinelStore opens at the end of the lock and counts anew") {
  for_each_engine([](Stores& stores) {
    for (int i = 0; i < 3; ++i)
      fail(stores, at_most(3));
    CHECK(lock_at(stores, now + minutes(10) - Milliseconds(1)));
    CHECK_FALSE(lock_at(stores, now + minutes(10)));
    const auto later = now + minutes(11);
    fail(stores, at_most(3), later);
    fail(stores, at_most(3), later);
    CHECK_FALSE(lock_at(stores, later));
    fail(stores, at_most(3), later);
    CHECK(lock_at(stores, later) == later + minutes(10));
  });
}

TEST_CASE("SentinelStore does not move a lock by further failures") {
  for_each_engine([](Stores& stores) {
    for (int i = 0; i < 3; ++i)
      fail(stores, at_most(3));
    fail(stores, at_most(3), now + minutes(5));
    fail(stores, at_most(1), now + minutes(6));
    CHECK(lock_at(stores, now + minutes(6)) == now + minutes(10));
  });
}

TEST_CASE("SentinelStore keeps a lock that is longer than the window") {
  for_each_engine([](Stores& stores) {
    const auto policy = at_most(2, minutes(180));
    fail(stores, policy);
    fail(stores, policy);
    fail(stores, policy, now + minutes(90));
    CHECK(lock_at(stores, now + minutes(91)) == now + minutes(180));
  });
}

TEST_CASE("SentinelStore forgets failures of an hour ago") {
  for_each_engine([](Stores& stores) {
    fail(stores, at_most(3));
    fail(stores, at_most(3), now + minutes(59));
    // The window began with the first failure.
    fail(stores, at_most(3), now + minutes(60));
    CHECK_FALSE(lock_at(stores, now + minutes(60)));
    fail(stores, at_most(3), now + minutes(61));
    CHECK_FALSE(lock_at(stores, now + minutes(61)));
    fail(stores, at_most(3), now + minutes(62));
    CHECK(lock_at(stores, now + minutes(62)));
  });
}

TEST_CASE("SentinelStore follows a policy that becomes stricter") {
  for_each_engine([](Stores& stores) {
    for (int i = 0; i < 5; ++i)
      fail(stores, at_most(100));
    CHECK_FALSE(lock_at(stores, now));
    fail(stores, at_most(3));
    CHECK(lock_at(stores, now));
  });
}

TEST_CASE("SentinelStore counts targets, actions and tenants apart") {
  for_each_engine([](Stores& stores, Stores& others) {
    fail(stores, at_most(1));
    CHECK_FALSE(run_task(stores.sentinel.find_lock({"other", "Password"}, now)));
    CHECK_FALSE(run_task(stores.sentinel.find_lock({"hash", "MfaTotp"}, now)));
    CHECK_FALSE(lock_at(others, now));
  });
}

TEST_CASE("SentinelStore forgets a target after a success") {
  for_each_engine([](Stores& stores) {
    fail(stores, at_most(3));
    fail(stores, at_most(3));
    stores.run(stores.sentinel.clear(target));
    fail(stores, at_most(3));
    CHECK_FALSE(lock_at(stores, now));
    stores.run(stores.sentinel.clear(target));
    stores.run(stores.sentinel.clear(target));  // nothing there
  });
}

TEST_CASE("SentinelStore loses no failure to parallel attempts") {
  for_each_engine([](Stores& stores) {
    // Sixteen at once, one less than the limit.
    CHECK(stores.winners(stores.sentinel.count_failure(target, at_most(17), now)) == 16);
    CHECK_FALSE(lock_at(stores, now));
    fail(stores, at_most(17));
    CHECK(lock_at(stores, now));
    stores.run(stores.sentinel.clear(target));
    CHECK(stores.winners(stores.sentinel.count_failure(target, at_most(16), now)) == 16);
    CHECK(lock_at(stores, now));
  });
}

TEST_CASE("hash_sentinel_target does not depend on the spelling, but on the kind of identifier") {
  const auto email = [](const char* text) {
    return hash_sentinel_target(IdentifierType::email, text);
  };
  CHECK(email("Alice@Example.com") == email("alice@example.com"));
  CHECK(email("alice@example.com") != email("bob@example.com"));
  CHECK(email("no address") == email("no address"));
  CHECK(email("alice") != hash_sentinel_target(IdentifierType::username, "alice"));
}

TEST_CASE("SentinelStore clears everything that was tried on a target") {
  for_each_engine([](Stores& stores, Stores& others) {
    const SentinelPolicy policy{.max_attempts = 1, .lockout_duration = std::chrono::minutes(1)};
    const SentinelTarget password{.target_hash = "hash", .action = "Password"};
    const SentinelTarget code{.target_hash = "hash", .action = "VerificationCode"};
    const SentinelTarget other{.target_hash = "other", .action = "Password"};
    for (const auto& one : {password, code, other})
      stores.run(stores.sentinel.count_failure(one, policy, now));
    others.run(others.sentinel.count_failure(password, policy, now));
    stores.run(stores.sentinel.clear_all("hash"));
    CHECK_FALSE(run_task(stores.sentinel.find_lock(password, now)));
    CHECK_FALSE(run_task(stores.sentinel.find_lock(code, now)));
    CHECK(run_task(stores.sentinel.find_lock(other, now)));
    CHECK(run_task(others.sentinel.find_lock(password, now)));
  });
}

}  // namespace daemun::storage
