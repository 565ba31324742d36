// What PostgreSQL alone can do to us: deadlocks, restarts, silence.
#include "storage/postgres/postgres_database.h"

#include "base/unavailable.h"
#include "support/engines.h"
#include "support/postgres_server.h"
#include "support/storage.h"

#include <doctest/doctest.h>

#include <chrono>
#include <thread>

namespace daemun::storage {
namespace {

using SteadyClock = std::chrono::steady_clock;

constexpr Sql insert_row{"insert into counter (id, value) values ($1, 0)"};
constexpr Sql increment{"update counter set value = value + 1 where id = $1"};
constexpr Sql sum_rows{"select coalesce(sum(value), 0)::bigint as total from counter"};

Plan a_plan(Sql sql, std::vector<SqlValue> parameters) {
  Plan plan;
  plan.add({.sql = sql, .parameters = std::move(parameters), .expect = RowCount::exactly(1)});
  return plan;
}

std::unique_ptr<Database> open_with_counter(const std::string& url) {
  test::run_postgres_script(
      url, "create table if not exists counter (id bigint primary key, value bigint not null)"
  );
  return open_database({.url = url, .postgres_connections = 3});
}

std::int64_t sum(Database& database) {
  return test::read(database, {.sql = sum_rows, .parameters{}}).front().integer("total");
}

bool is_unavailable(const std::exception_ptr& error) {
  try {
    if (error) std::rethrow_exception(error);
  } catch (const Unavailable&) {
    return true;
  }
  return false;
}

bool has_postgres() {
  for (const auto engine : test::test_engines()) {
    if (engine == test::TestEngine::postgres) return true;
  }
  return false;
}

}  // namespace

TEST_CASE("commit tries again after a deadlock between two nodes") {
  if (!has_postgres()) return;
  const test::TestDatabase fresh(test::TestEngine::postgres);
  const auto url = fresh.config().url;
  const auto name = url.substr(url.find("/test_") + 1, url.find('?') - url.find("/test_") - 1);
  test::run_postgres_script(url, "alter database " + name + " set deadlock_timeout = '10ms'");
  const std::unique_ptr<Database> nodes[] = {open_with_counter(url), open_with_counter(url)};
  for (std::int64_t id = 0; id < 40; ++id) {
    REQUIRE(test::commit(*nodes[0], a_plan(insert_row, {id})).committed());
  }
  constexpr int rounds = 10;
  std::atomic<std::int64_t> committed = 0;
  std::vector<std::thread> threads;
  for (const bool backwards : {false, true}) {
    threads.emplace_back([&, backwards] {
      for (int round = 0; round < rounds; ++round) {
        std::vector<Plan> plans;
        for (std::int64_t i = 0; i < 40; ++i) {
          plans.push_back(a_plan(increment, {backwards ? 39 - i : i}));
        }
        for (const auto& verdict : test::commit_all(*nodes[backwards ? 1 : 0], std::move(plans))) {
          if (verdict.committed()) ++committed;
          CHECK(!verdict.conflict);
        }
      }
    });
  }
  for (auto& thread : threads)
    thread.join();
  CHECK(committed == 2 * 40 * rounds);
  CHECK(sum(*nodes[0]) == committed);
}

TEST_CASE("calls survive a restart of the server while nothing is under way") {
  if (!has_postgres()) return;
  test::PostgresServer server;
  const auto database = open_with_counter(server.url());
  REQUIRE(test::commit(*database, a_plan(insert_row, {1})).committed());
  CHECK(sum(*database) == 0);
  server.stop();
  server.start();
  CHECK(sum(*database) == 0);
  CHECK(test::commit(*database, a_plan(increment, {1})).committed());
  CHECK(sum(*database) == 1);
}

TEST_CASE("calls fail quickly while the server is away and work again when it is back") {
  if (!has_postgres()) return;
  test::PostgresServer server;
  const auto database = open_with_counter(server.url());
  REQUIRE(test::commit(*database, a_plan(insert_row, {1})).committed());
  server.stop();
  const auto stopped_at = SteadyClock::now();
  for (int i = 0; i < 100; ++i) {
    CHECK(is_unavailable(test::commit(*database, a_plan(increment, {1})).error));
    CHECK_THROWS_AS(sum(*database), Unavailable);
  }
  CHECK(SteadyClock::now() - stopped_at < std::chrono::seconds(2));
  server.start();
  const auto started_at = SteadyClock::now();
  while (!test::commit(*database, a_plan(increment, {1})).committed()) {
    REQUIRE(SteadyClock::now() - started_at < std::chrono::seconds(5));
  }
  CHECK(sum(*database) == 1);
}

TEST_CASE("commit never reports more than happened while the server is stopped under load") {
  if (!has_postgres()) return;
  test::PostgresServer server;
  const auto database = open_with_counter(server.url());
  REQUIRE(test::commit(*database, a_plan(insert_row, {1})).committed());
  std::atomic<bool> stop = false;
  std::atomic<std::int64_t> committed = 0;
  std::atomic<std::int64_t> failed = 0;
  std::thread load([&] {
    while (!stop) {
      std::vector<Plan> plans;
      for (int i = 0; i < 64; ++i)
        plans.push_back(a_plan(increment, {1}));
      for (const auto& verdict : test::commit_all(*database, std::move(plans))) {
        ++(verdict.committed() ? committed : failed);
        if (!verdict.committed()) CHECK(is_unavailable(verdict.error));
      }
    }
  });
  for (int i = 0; i < 2; ++i) {
    const auto before = committed.load();
    while (committed.load() < before + 500)
      std::this_thread::yield();
    server.stop();
    const auto failed_before = failed.load();
    while (failed.load() < failed_before + 64)
      std::this_thread::yield();
    server.start();
  }
  const auto before = committed.load();
  while (committed.load() < before + 64)
    std::this_thread::yield();
  stop = true;
  load.join();
  // A batch whose COMMIT was under way is committed or not: nobody was told that it is.
  CHECK(sum(*database) >= committed);
  CHECK(sum(*database) <= committed + 2 * 64);
}

TEST_CASE("calls end by themselves when the server is slow") {
  if (!has_postgres()) return;
  const test::TestDatabase fresh(test::TestEngine::postgres);
  const auto database = open_with_counter(fresh.config().url);
  const auto started_at = SteadyClock::now();
  const Query slow{.sql{"select 1 from pg_sleep(60)"}, .parameters{}};
  CHECK_THROWS_AS(test::read(*database, slow), Unavailable);
  CHECK(SteadyClock::now() - started_at < std::chrono::seconds(8));
  CHECK(sum(*database) == 0);
}

}  // namespace daemun::storage
