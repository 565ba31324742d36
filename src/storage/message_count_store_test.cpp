#include "storage/message_count_store.h"

#include "storage/expired_rows.h"
#include "storage/test_stores.h"

namespace daemun::storage {
namespace {

using std::chrono::minutes;
using test::for_each_engine;
using test::now;
using test::Stores;

MessageBound to_mina(TimePoint when = now) {
  return at_most_within("mina", 3, minutes(10), when);
}

bool take(Stores& stores, const MessageBound& bound) {
  const MessageCountStore counts(stores.database, stores.tenant);
  return run_task(counts.take({bound})).has_value();
}

}  // namespace

TEST_CASE("MessageCountStore gives as many places as there are within any span of the window") {
  for_each_engine([](Stores& stores, Stores& others) {
    for (const int minute : {0, 4, 8})
      CHECK(take(stores, to_mina(now + minutes(minute))));
    CHECK_FALSE(take(stores, to_mina(now + minutes(9))));
    CHECK_FALSE(take(stores, to_mina(now + minutes(10) - Milliseconds(1))));
    CHECK(take(others, to_mina(now + minutes(9))));
    // The first one counts no longer, the others do.
    CHECK(take(stores, to_mina(now + minutes(10))));
    CHECK_FALSE(take(stores, to_mina(now + minutes(13))));
    CHECK(take(stores, to_mina(now + minutes(14))));
    CHECK_FALSE(take(stores, to_mina(now + minutes(14))));
  });
}

TEST_CASE("MessageCountStore counts a day from midnight") {
  for_each_engine([](Stores& stores) {
    const auto midnight = std::chrono::ceil<std::chrono::days>(now);
    const auto at = [](TimePoint when) { return at_most_a_day("sms", 2, when); };
    CHECK(take(stores, at(now)));
    CHECK(take(stores, at(midnight - Milliseconds(1))));
    CHECK_FALSE(take(stores, at(midnight - Milliseconds(1))));
    CHECK(take(stores, at(midnight)));
    CHECK(take(stores, at(midnight + std::chrono::hours(23))));
    CHECK_FALSE(take(stores, at(midnight + std::chrono::hours(23))));
  });
}

TEST_CASE("MessageCountStore takes all places or none, and names the bound that is full") {
  for_each_engine([](Stores& stores) {
    const MessageCountStore counts(stores.database, stores.tenant);
    const auto network = at_most_within("network", 2, minutes(10), now);
    const auto a = at_most_within("a", 1, minutes(10), now);
    CHECK(run_task(counts.take({a, network})));
    const auto again = run_task(counts.take({a, network}));
    REQUIRE_FALSE(again);
    CHECK(again.error() == 0);
    // The refused one has taken no place of the network.
    CHECK(take(stores, network));
    const auto b = at_most_within("b", 1, minutes(10), now);
    const auto full = run_task(counts.take({b, network}));
    REQUIRE_FALSE(full);
    CHECK(full.error() == 1);
    CHECK(take(stores, b));
    CHECK(run_task(counts.take({})));
  });
}

TEST_CASE("MessageCountStore follows a bound that becomes stricter, or wider") {
  for_each_engine([](Stores& stores) {
    const auto at_most = [](std::int64_t limit) {
      return at_most_within("mina", limit, minutes(10), now);
    };
    for (int i = 0; i < 5; ++i)
      CHECK(take(stores, at_most(5)));
    CHECK_FALSE(take(stores, at_most(3)));
    CHECK(take(stores, at_most(6)));
    CHECK_FALSE(take(stores, at_most(6)));
  });
}

TEST_CASE("parallel calls of MessageCountStore share the places that there are") {
  for_each_engine([](Stores& stores) {
    constexpr int calls = 24;
    std::atomic<int> taken = 0;
    std::vector<std::thread> threads;
    for (int i = 0; i < calls; ++i) {
      threads.emplace_back([&] {
        if (take(stores, at_most_within("mina", 10, minutes(10), now))) ++taken;
      });
    }
    for (auto& thread : threads)
      thread.join();
    CHECK(taken == 10);
  });
}

TEST_CASE("counters of messages go when no window is as long") {
  for_each_engine([](Stores& stores) {
    const auto long_ago = now - message_count_lifetime - Milliseconds(1);
    CHECK(take(stores, at_most_within("old", 1, minutes(10), long_ago)));
    CHECK(take(stores, at_most_within("young", 1, minutes(10), now - message_count_lifetime)));
    const Expiry expiry{.before = now};
    CHECK(run_task(has_expired_rows(stores.database, stores.tenant, expiry)));
    stores.run(remove_expired_rows(stores.database, stores.tenant, expiry));
    CHECK_FALSE(run_task(has_expired_rows(stores.database, stores.tenant, expiry)));
    CHECK(take(stores, at_most_within("old", 1, minutes(10), long_ago)));
    CHECK_FALSE(take(stores, at_most_within("young", 1, minutes(10), now - message_count_lifetime))
    );
  });
}

}  // namespace daemun::storage
