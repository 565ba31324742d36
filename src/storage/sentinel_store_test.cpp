#include "storage/sentinel_place.h"
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

// Whether a place was free.
bool take(Stores& stores, const SentinelPolicy& policy, TimePoint when = now) {
  return run_task(stores.sentinel.take_place(target, policy, when)).has_value();
}

// For an attempt that must be evaluated.
void fail(Stores& stores, const SentinelPolicy& policy, TimePoint when = now) {
  CHECK(take(stores, policy, when));
}

std::optional<TimePoint> lock_at(Stores& stores, TimePoint when) {
  return run_task(stores.sentinel.find_lock(target, when));
}

std::optional<SentinelPlace> plan_place(
    Stores& stores, const SentinelPolicy& policy, TimePoint when
) {
  return run_task(plan_sentinel_place(stores.database, stores.tenant, target, policy, when));
}

// Whether there was a place for a right attempt.
bool pass(Stores& stores, std::optional<SentinelPlace> place) {
  Plan plan;
  plan.add(std::move(place->passing));
  return run_task(stores.database.commit(std::move(plan))).has_value();
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
    CHECK_FALSE(take(stores, at_most(3), now + minutes(5)));
    CHECK_FALSE(take(stores, at_most(1), now + minutes(6)));
    CHECK(lock_at(stores, now + minutes(6)) == now + minutes(10));
  });
}

TEST_CASE("SentinelStore keeps a lock that is longer than the window") {
  for_each_engine([](Stores& stores) {
    const auto policy = at_most(2, minutes(180));
    fail(stores, policy);
    fail(stores, policy);
    CHECK_FALSE(take(stores, policy, now + minutes(90)));
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
    CHECK_FALSE(take(stores, at_most(3)));
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

TEST_CASE("SentinelStore gives exactly as many places as there are to parallel attempts") {
  for_each_engine([](Stores& stores) {
    // From nothing, and from a window that is over.
    for (const auto when : {now, now + minutes(61)}) {
      std::atomic<int> places = 0;
      std::vector<std::thread> threads;
      for (int i = 0; i < 8; ++i) {
        threads.emplace_back([&] {
          for (int j = 0; j < 4; ++j)
            places += take(stores, at_most(7), when) ? 1 : 0;
        });
      }
      for (auto& thread : threads)
        thread.join();
      CHECK(places == 7);
      CHECK(lock_at(stores, when) == when + minutes(10));
    }
  });
}

TEST_CASE("SentinelStore plans a place that one of two attempts gets, and none while locked") {
  for_each_engine([](Stores& stores) {
    const auto policy = at_most(2);
    const auto commit = [&](std::optional<SentinelPlace> place) {
      return run_task(stores.database.commit(std::move(place->taking))).has_value();
    };
    auto first = plan_place(stores, policy, now), rival = plan_place(stores, policy, now);
    REQUIRE((first && rival));
    CHECK(commit(std::move(first)));
    CHECK_FALSE(commit(std::move(rival)));
    // The last place, which locks.
    auto last = plan_place(stores, policy, now);
    auto too_late = plan_place(stores, policy, now);
    CHECK(commit(std::move(last)));
    CHECK_FALSE(commit(std::move(too_late)));
    CHECK(lock_at(stores, now) == now + minutes(10));
    CHECK_FALSE(plan_place(stores, policy, now));
    CHECK(plan_place(stores, policy, now + minutes(10)));
  });
}

TEST_CASE("SentinelStore passes a right attempt that has a place, and forgets what was counted") {
  for_each_engine([](Stores& stores) {
    struct Before {
      int attempts;
      minutes ago;
    };
    // None; one in this window; one in a window that is over; a lock that is over.
    for (const Before& before : {Before{0, {}}, {1, {}}, {1, minutes(61)}, {3, minutes(11)}}) {
      const auto policy = at_most(3);
      for (int i = 0; i < before.attempts; ++i)
        fail(stores, policy);
      const auto when = now + before.ago;
      CHECK(pass(stores, plan_place(stores, policy, when)));
      for (int i = 0; i < 3; ++i)
        fail(stores, policy, when);
      stores.run(stores.sentinel.clear(target));
    }
  });
}

TEST_CASE("SentinelStore passes no right attempt to which others have left no place") {
  for_each_engine([](Stores& stores) {
    const auto policy = at_most(3);
    auto first = plan_place(stores, policy, now);
    fail(stores, policy);
    CHECK_FALSE(pass(stores, std::move(first)));
    // The last but one goes to another, and then the last.
    auto second = plan_place(stores, policy, now), third = second;
    fail(stores, policy);
    CHECK(pass(stores, std::move(second)));
    for (int i = 0; i < 3; ++i)
      fail(stores, policy);
    CHECK_FALSE(pass(stores, std::move(third)));
    // A lock that is over, and that another has opened first.
    const auto later = now + minutes(11);
    auto fourth = plan_place(stores, policy, later);
    fail(stores, policy, later);
    CHECK_FALSE(pass(stores, std::move(fourth)));
  });
}

TEST_CASE("SentinelStore opens again when a place is returned") {
  for_each_engine([](Stores& stores) {
    const auto give_back = [&](TimePoint taken_at) {
      stores.run(stores.sentinel.give_back(target, at_most(2), taken_at));
    };
    fail(stores, at_most(2));
    fail(stores, at_most(2));
    CHECK(lock_at(stores, now));
    give_back(now);
    CHECK_FALSE(lock_at(stores, now));
    fail(stores, at_most(2));
    CHECK_FALSE(take(stores, at_most(2)));
    // A place of an earlier window is none of this one.
    give_back(now - Milliseconds(1));
    CHECK(lock_at(stores, now));
    // More than there were cannot be returned.
    for (int i = 0; i < 4; ++i)
      give_back(now);
    fail(stores, at_most(2));
    fail(stores, at_most(2));
    CHECK_FALSE(take(stores, at_most(2)));
  });
}

TEST_CASE("SentinelStore removes counters whose window and lock are over") {
  for_each_engine([](Stores& stores, Stores& others) {
    const auto count = [&] {
      Query query{
          {"select count(*) as total from sentinel_activities where tenant_id = $1"},
          {stores.tenant}};
      return run_task(stores.database.read(std::move(query))).front().integer("total");
    };
    const auto try_at = [](Stores& tenant, const char* hash, minutes lockout, int attempts) {
      CHECK(run_task(tenant.sentinel.take_place({hash, "Password"}, at_most(attempts, lockout), now)
      ));
    };
    try_at(stores, "counted", minutes(10), 5);
    try_at(stores, "locked", minutes(180), 1);
    try_at(others, "counted", minutes(10), 5);
    stores.run(stores.sentinel.remove_expired(now + minutes(60)));
    CHECK(count() == 2);
    stores.run(stores.sentinel.remove_expired(now + minutes(61)));
    CHECK(count() == 1);
    stores.run(stores.sentinel.remove_expired(now + minutes(180)));
    CHECK(count() == 1);
    stores.run(stores.sentinel.remove_expired(now + minutes(181)));
    CHECK(count() == 0);
    CHECK(run_task(others.sentinel.find_lock({"counted", "Password"}, now)) == std::nullopt);
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
  CHECK(
      hash_sentinel_target(UserId("alice")) !=
      hash_sentinel_target(IdentifierType::username, "alice")
  );
}

TEST_CASE("SentinelStore clears everything that was tried on a target") {
  for_each_engine([](Stores& stores, Stores& others) {
    const SentinelPolicy policy{.max_attempts = 1, .lockout_duration = std::chrono::minutes(1)};
    const SentinelTarget password{.target_hash = "hash", .action = "Password"};
    const SentinelTarget code{.target_hash = "hash", .action = "VerificationCode"};
    const SentinelTarget other{.target_hash = "other", .action = "Password"};
    for (const auto& one : {password, code, other})
      CHECK(run_task(stores.sentinel.take_place(one, policy, now)));
    CHECK(run_task(others.sentinel.take_place(password, policy, now)));
    stores.run(stores.sentinel.clear_all("hash"));
    CHECK_FALSE(run_task(stores.sentinel.find_lock(password, now)));
    CHECK_FALSE(run_task(stores.sentinel.find_lock(code, now)));
    CHECK(run_task(stores.sentinel.find_lock(other, now)));
    CHECK(run_task(others.sentinel.find_lock(password, now)));
  });
}

TEST_CASE("SentinelStore clears one kind of attempts, of known browsers too") {
  for_each_engine([](Stores& stores, Stores&) {
    const SentinelPolicy policy{.max_attempts = 1, .lockout_duration = std::chrono::minutes(1)};
    const auto attempts_of = [](const char* action) {
      return SentinelTarget{.target_hash = "hash", .action = action};
    };
    for (const auto* action : {"Password", "Password:mark", "PasswordX", "MfaTotp"})
      CHECK(run_task(stores.sentinel.take_place(attempts_of(action), policy, now)));
    stores.run(stores.sentinel.clear_kind("hash", "Password"));
    for (const auto* action : {"Password", "Password:mark"})
      CHECK_FALSE(run_task(stores.sentinel.find_lock(attempts_of(action), now)));
    for (const auto* action : {"PasswordX", "MfaTotp"})
      CHECK(run_task(stores.sentinel.find_lock(attempts_of(action), now)));
  });
}

}  // namespace daemun::storage
