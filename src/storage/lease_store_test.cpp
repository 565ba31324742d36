#include "storage/lease_store.h"

#include "storage/test_stores.h"

namespace daemun::storage {
namespace {

using test::for_each_engine;
using test::now;
using test::Stores;

// All tenants of a test's database share the leases, so each test case begins when the leases of
// those before are over.
constexpr Seconds span{60};

bool take(Stores& stores, const std::string& holder, TimePoint when) {
  const LeaseStore leases(stores.database);
  return run_task(leases.take({"clean-up", holder}, when, when + span));
}

bool renew(Stores& stores, const std::string& holder, TimePoint when) {
  const LeaseStore leases(stores.database);
  return run_task(leases.renew({"clean-up", holder}, when, when + span));
}

}  // namespace

TEST_CASE("LeaseStore gives a lease to one holder until it is over") {
  for_each_engine([](Stores& stores, Stores& /*others*/) {
    CHECK(take(stores, "a", now));
    CHECK_FALSE(take(stores, "b", now + Seconds(59)));
    CHECK_FALSE(take(stores, "a", now + Seconds(59)));
    CHECK(take(stores, "b", now + Seconds(60)));
    CHECK_FALSE(take(stores, "a", now + Seconds(60)));
  });
}

TEST_CASE("LeaseStore renews a lease for its holder and while it lasts") {
  for_each_engine([](Stores& stores, Stores& /*others*/) {
    const TimePoint start = now + std::chrono::hours(1);
    CHECK(take(stores, "a", start));
    CHECK_FALSE(renew(stores, "b", start + Seconds(30)));
    CHECK(renew(stores, "a", start + Seconds(30)));
    CHECK_FALSE(take(stores, "b", start + Seconds(60)));
    CHECK_FALSE(renew(stores, "a", start + Seconds(90)));
    CHECK(take(stores, "b", start + Seconds(90)));
  });
}

TEST_CASE("LeaseStore gives a lease to one of many who take it at once") {
  for_each_engine([](Stores& stores, Stores& /*others*/) {
    const TimePoint start = now + std::chrono::hours(2);
    std::atomic<int> winners = 0;
    std::vector<std::thread> threads;
    for (int i = 0; i < 8; ++i) {
      threads.emplace_back([&, i] {
        if (take(stores, "node" + std::to_string(i), start)) ++winners;
      });
    }
    for (auto& thread : threads)
      thread.join();
    CHECK(winners == 1);
  });
}

TEST_CASE("LeaseStore writes its readiness row again and again") {
  for_each_engine([](Stores& stores, Stores& /*others*/) {
    const LeaseStore leases(stores.database);
    run_task(leases.write_readiness(now));
    run_task(leases.write_readiness(now));
  });
}

}  // namespace daemun::storage
