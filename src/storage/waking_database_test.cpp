#include "storage/waking_database.h"

#include "storage/test_stores.h"

namespace daemun::storage {
namespace {

using test::for_each_engine;
using test::now;
using test::Stores;

OutboxMessage a_message(std::string id) {
  return {.id = std::move(id), .kind = "webhook", .receiver = "hook", .payload = "{}"};
}

}  // namespace

TEST_CASE("WakingDatabase tells of commits with a message and of no others") {
  for_each_engine([](Stores& stores, Stores& /*others*/) {
    WakingDatabase database(stores.database);
    int calls = 0;
    database.listen([&] { ++calls; });
    const auto commit = [&](Statement first, Statement second) {
      Plan plan;
      plan.add(std::move(first)).add(std::move(second));
      return run_task(database.commit(std::move(plan))).has_value();
    };
    const auto line = [&](const std::string& id) {
      return stores.logs.insert({.id = id, .key = "A", .created_at = now});
    };
    CHECK(commit(line("a"), line("b")));
    CHECK(calls == 0);
    CHECK(commit(line("c"), stores.outbox.insert(a_message("m"))));
    CHECK(calls == 1);
    // Nothing was committed.
    CHECK_FALSE(commit(stores.outbox.insert(a_message("n")), line("a")));
    CHECK(calls == 1);
    database.listen(nullptr);
    CHECK(commit(line("d"), stores.outbox.insert(a_message("o"))));
    CHECK(calls == 1);
    CHECK(database.engine() == stores.database.engine());
    CHECK(database.counters().commits == stores.database.counters().commits);
  });
}

}  // namespace daemun::storage
