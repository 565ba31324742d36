#include "storage/activity_store.h"

#include "storage/test_stores.h"

#include <algorithm>
#include <thread>

namespace daemun::storage {
namespace {

using test::for_each_engine;
using test::now;
using test::Stores;

void add_user(Stores& stores, const std::string& id, TimePoint created_at = now) {
  User user;
  user.id = UserId(id);
  user.created_at = created_at;
  user.updated_at = created_at;
  stores.run(stores.users.insert(user, std::nullopt));
}

void note(Stores& stores, const std::string& user, Day day) {
  const ActivityStore activity(stores.database, stores.tenant);
  REQUIRE(test::commit(stores.database, activity.note(UserId(user), day)).committed());
}

// "day/gap=users" of all rows, in their order.
std::string counts_of(Stores& stores) {
  const ActivityStore activity(stores.database, stores.tenant);
  auto counts = run_task(activity.list_active(0, 1'000));
  std::sort(counts.begin(), counts.end(), [](const auto& left, const auto& right) {
    return std::pair(left.day, left.gap) < std::pair(right.day, right.gap);
  });
  std::string text;
  for (const auto& count : counts) {
    text += std::to_string(count.day) + "/" + std::to_string(count.gap) + "=" +
            std::to_string(count.users) + " ";
  }
  return text;
}

}  // namespace

TEST_CASE("ActivityStore counts a user once a day, by the days since the last visit") {
  for_each_engine([](Stores& stores, Stores& others) {
    add_user(stores, "alice");
    add_user(stores, "bob");
    add_user(others, "alice");
    for (int i = 0; i < 3; ++i)
      note(stores, "alice", 100);
    note(stores, "bob", 100);
    note(stores, "alice", 102);
    note(stores, "alice", 102);
    note(stores, "bob", 200);
    CHECK(counts_of(stores) == "100/30=2 102/2=1 200/30=1 ");
    CHECK(counts_of(others).empty());
  });
}

TEST_CASE("ActivityStore counts nothing for a day that is past, or a user who is gone") {
  for_each_engine([](Stores& stores) {
    add_user(stores, "alice");
    note(stores, "alice", 100);
    note(stores, "alice", 99);
    note(stores, "nobody", 100);
    CHECK(counts_of(stores) == "100/30=1 ");
    stores.run(stores.users.remove(UserId("alice")));
    CHECK(counts_of(stores) == "100/30=1 ");
  });
}

TEST_CASE("ActivityStore counts a user once when several nodes say so at once") {
  for_each_engine([](Stores& stores) {
    add_user(stores, "alice");
    const ActivityStore activity(stores.database, stores.tenant);
    std::vector<std::thread> threads;
    for (int i = 0; i < 4; ++i) {
      threads.emplace_back([&] {
        std::vector<Plan> plans;
        for (int n = 0; n < 8; ++n)
          plans.push_back(activity.note(UserId("alice"), 100));
        for (const auto& verdict : test::commit_all(stores.database, std::move(plans)))
          CHECK(verdict.committed());
      });
    }
    for (auto& thread : threads)
      thread.join();
    CHECK(counts_of(stores) == "100/30=1 ");
  });
}

TEST_CASE("ActivityStore counts the users who came on a day and in a week") {
  for_each_engine([](Stores& stores, Stores& others) {
    const Day today = day_of(now);
    const auto at = [&](Day days_ago) { return start_of(today - days_ago); };
    add_user(stores, "today", at(0));
    add_user(stores, "late", at(-1) - Milliseconds(1));
    add_user(stores, "tomorrow", at(-1));
    add_user(stores, "yesterday", at(0) - Milliseconds(1));
    add_user(stores, "six", at(6));
    add_user(stores, "seven", at(7));
    add_user(stores, "thirteen", at(13));
    add_user(stores, "fourteen", at(14));
    add_user(others, "other", at(0));
    const auto counted =
        run_task(ActivityStore(stores.database, stores.tenant).count_new_users(today));
    CHECK(counted.day == 2);
    CHECK(counted.day_before == 1);
    CHECK(counted.week == 4);
    CHECK(counted.week_before == 2);
  });
}

}  // namespace daemun::storage
