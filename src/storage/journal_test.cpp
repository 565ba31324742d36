#include "storage/journal.h"

#include "base/unavailable.h"
#include "storage/test_stores.h"

namespace daemun::storage {
namespace {

using test::for_each_engine;
using test::now;
using test::Stores;

AuditEvent a_line(const std::string& id) {
  return AuditEvent{.id = id, .key = "ExchangeTokenBy.ClientCredentials", .created_at = now};
}

void add_user(Stores& stores, const std::string& id) {
  User user;
  user.id = UserId(id);
  stores.run(stores.users.insert(user, std::nullopt));
}

std::int64_t active_users(Stores& stores) {
  const Day today = day_of(now);
  const ActivityStore activity(stores.database, stores.tenant);
  return count_active_users(run_task(activity.list_active(today, today)), today, today);
}

// Is away when told so.
class FlakyDatabase final : public Database {
 public:
  explicit FlakyDatabase(Database& database) : database_(database) {}

  Engine engine() const override { return database_.engine(); }
  Task<Rows> read(Query query) override { return database_.read(std::move(query)); }
  Task<std::vector<Rows>> read_all(std::vector<Query> queries) override {
    return database_.read_all(std::move(queries));
  }
  Task<Result<void, Conflict>> commit(Plan plan) override {
    if (is_away) throw Unavailable("away");
    return database_.commit(std::move(plan));
  }
  Counters counters() const override { return database_.counters(); }

  bool is_away = false;

 private:
  Database& database_;
};

}  // namespace

TEST_CASE("Journal commits what was written in few transactions when it is flushed") {
  for_each_engine([](Stores& stores, Stores& others) {
    Journal journal(stores.database, stores.tenant);
    for (int i = 0; i < 600; ++i)
      journal.write(a_line(std::to_string(i)));
    CHECK(journal.counters().waiting == 600);
    CHECK(run_task(stores.logs.list(1000)).empty());
    const auto before = stores.database.counters().commits;
    run_task(journal.flush());
    CHECK(stores.database.counters().commits - before == 3);
    CHECK(journal.counters().waiting == 0);
    CHECK(run_task(stores.logs.list(1000)).size() == 600);
    CHECK(run_task(others.logs.list(1000)).empty());
  });
}

TEST_CASE("Journal notes a user once a day without asking the database") {
  for_each_engine([](Stores& stores) {
    add_user(stores, "alice");
    add_user(stores, "bob");
    Journal journal(stores.database, stores.tenant);
    for (int i = 0; i < 100; ++i) {
      journal.note_presence(UserId("alice"), now);
      journal.note_presence(UserId("bob"), now);
    }
    CHECK(journal.counters().waiting == 2);
    run_task(journal.flush());
    CHECK(active_users(stores) == 2);
    journal.note_presence(UserId("alice"), now + std::chrono::hours(24));
    CHECK(journal.counters().waiting == 1);
    // A process that has just started knows of nobody: the database does.
    Journal other(stores.database, stores.tenant);
    other.note_presence(UserId("alice"), now);
    run_task(other.flush());
    CHECK(active_users(stores) == 2);
  });
}

TEST_CASE("Journal drops and counts what a full journal is given") {
  for_each_engine([](Stores& stores) {
    Journal journal(stores.database, stores.tenant, 2);
    for (const char* id : {"a", "b", "c"})
      journal.write(a_line(id));
    CHECK(journal.counters().waiting == 2);
    CHECK(journal.counters().dropped == 1);
  });
}

TEST_CASE("Journal takes a limited number of refusals a flush, and everything else beside them") {
  for_each_engine([](Stores& stores) {
    Journal journal(stores.database, stores.tenant);
    const auto refuse = [&](int number) {
      auto line = a_line("refused" + std::to_string(number));
      line.is_success = false;
      line.ip = "192.0.2." + std::to_string(number % 250);
      journal.write(line);
    };
    for (int i = 0; i < 1'000; ++i)
      refuse(i);
    CHECK(journal.counters().waiting == 200);
    CHECK(journal.counters().dropped == 800);
    journal.write(a_line("good"));
    CHECK(journal.counters().waiting == 201);
    run_task(journal.flush());
    refuse(1'000);
    CHECK(journal.counters().waiting == 1);
  });
}

TEST_CASE("Journal takes sixty refusals a minute of one network") {
  for_each_engine([](Stores& stores) {
    Journal journal(stores.database, stores.tenant);
    const auto refuse = [&](int number, const std::string& ip, TimePoint at) {
      auto line = a_line("refused" + std::to_string(number));
      line.is_success = false;
      line.ip = ip;
      line.created_at = at;
      journal.write(line);
    };
    for (int i = 0; i < 100; ++i)
      refuse(i, "192.0.2.1", test::now);
    CHECK(journal.counters().waiting == 60);
    refuse(100, "192.0.2.2", test::now);
    CHECK(journal.counters().waiting == 61);
    refuse(101, "192.0.2.1", test::now + Seconds(1));
    CHECK(journal.counters().waiting == 62);
  });
}

TEST_CASE("Journal loses one line that is refused, and no other") {
  for_each_engine([](Stores& stores) {
    stores.run(stores.logs.insert(a_line("b")));
    Journal journal(stores.database, stores.tenant);
    for (const char* id : {"a", "b", "c"})
      journal.write(a_line(id));
    run_task(journal.flush());
    CHECK(journal.counters().waiting == 0);
    CHECK(run_task(stores.logs.list(10)).size() == 3);
  });
}

TEST_CASE("Journal keeps its lines while the database is away") {
  for_each_engine([](Stores& stores) {
    FlakyDatabase database(stores.database);
    Journal journal(database, stores.tenant);
    journal.write(a_line("a"));
    database.is_away = true;
    CHECK_THROWS_AS(run_task(journal.flush()), Unavailable);
    CHECK(journal.counters().waiting == 1);
    database.is_away = false;
    run_task(journal.flush());
    CHECK(run_task(stores.logs.list(10)).size() == 1);
  });
}

}  // namespace daemun::storage
