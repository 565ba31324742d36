// Reads that a loop does itself: lost connections, silence, bounds, the ends of loops.
#include "storage/postgres/postgres_loops.h"

#include "base/unavailable.h"
#include "storage/postgres/postgres_database.h"
#include "support/engines.h"
#include "support/storage.h"

#include <doctest/doctest.h>

#include <chrono>
#include <optional>
#include <set>
#include <string>
#include <thread>

namespace daemun::storage {
namespace {

using SteadyClock = std::chrono::steady_clock;

constexpr Sql find_backend{"select pg_backend_pid() as pid"};
constexpr Sql wait_long{"select 1 as one from pg_sleep(60)"};
constexpr Sql wait_briefly{"select 1 as one from pg_sleep(0.2)"};
constexpr Sql select_nothing{"select nothing from nowhere"};

bool has_postgres() {
  const auto engines = test::test_engines();
  return std::find(engines.begin(), engines.end(), test::TestEngine::postgres) != engines.end();
}

void end_backends(const std::string& url) {
  test::run_postgres_script(
      url,
      "select pg_terminate_backend(pid, 5000) from pg_stat_activity"
      " where datname = current_database() and pid <> pg_backend_pid()"
  );
}

std::unique_ptr<PostgresConnection> connect(const std::string& url) {
  return std::make_unique<PostgresConnection>(
      url, PostgresConnection::Use::read_only, std::chrono::seconds(2)
  );
}

std::vector<Query> a_query(Sql sql) {
  std::vector<Query> queries;
  queries.push_back({.sql = sql, .parameters{}});
  return queries;
}

Task<std::int64_t> backend_of(Database& database) {
  Query query{.sql = find_backend, .parameters{}};
  const auto rows = co_await database.read(std::move(query));
  co_return rows.front().integer("pid");
}

// The backends of two reads on one loop.
Task<std::vector<std::int64_t>> backends_of(Database& database) {
  const auto first = co_await backend_of(database);
  const auto second = co_await backend_of(database);
  co_return std::vector<std::int64_t>{first, second};
}

Task<void> read_into(
    std::shared_ptr<PostgresLoopReader> reader, Sql sql, std::optional<LoopOutcome>& outcome
) {
  const auto queries = a_query(sql);
  outcome = co_await reader->read(queries);
}

// Outcomes of several reads at once of one reader.
class Reading {
 public:
  explicit Reading(const std::string& url, std::size_t limit = 100)
      : reader_(std::make_shared<PostgresLoopReader>(loop_.get_executor(), limit)) {
    reader_->connect(connect(url));
  }

  Reading& start(Sql sql) {
    outcomes_.emplace_back();
    boost::asio::co_spawn(
        loop_.get_executor(),
        read_into(reader_, sql, outcomes_.back()),
        [](std::exception_ptr error) {
          if (error) std::rethrow_exception(error);
        }
    );
    loop_.poll();
    return *this;
  }
  PostgresLoopReader& reader() { return *reader_; }
  std::deque<std::optional<LoopOutcome>>& finish() {
    loop_.run();
    return outcomes_;
  }

 private:
  std::deque<std::optional<LoopOutcome>> outcomes_;
  boost::asio::io_context loop_{1};
  std::shared_ptr<PostgresLoopReader> reader_;
};

}  // namespace

TEST_CASE("a loop reads over one connection of its own, which the next loop takes over") {
  if (!has_postgres()) return;
  const test::TestDatabase fresh(test::TestEngine::postgres);
  const auto database = open_database(fresh.config());
  std::set<std::int64_t> backends;
  for (int i = 0; i < 3; ++i) {
    for (const auto backend : run_task(backends_of(*database)))
      backends.insert(backend);
  }
  CHECK(backends.size() == 1);
}

TEST_CASE("a query that may look at many rows does not run on the connection of the loop") {
  if (!has_postgres()) return;
  const test::TestDatabase fresh(test::TestEngine::postgres);
  const auto database = open_database(fresh.config());
  const Query scan{.sql = find_backend, .parameters{}, .cost = Query::Cost::scan};
  const auto of_scan = test::read(*database, scan).front().integer("pid");
  CHECK(of_scan != run_task(backend_of(*database)));
}

TEST_CASE("reads and commits go on after pg_terminate_backend") {
  if (!has_postgres()) return;
  const test::TestDatabase fresh(test::TestEngine::postgres);
  const auto url = fresh.config().url;
  test::run_postgres_script(url, "create table note (id bigint primary key)");
  const auto database = open_database(fresh.config());
  for (std::int64_t round = 0; round < 5; ++round) {
    const auto before = run_task(backend_of(*database));
    end_backends(url);
    CHECK(run_task(backend_of(*database)) != before);
    Plan plan;
    plan.add({.sql{"insert into note (id) values ($1)"}, .parameters = {round}});
    CHECK(test::commit(*database, std::move(plan)).committed());
  }
}

TEST_CASE("reads that are under way when their backend is terminated are answered") {
  if (!has_postgres()) return;
  const test::TestDatabase fresh(test::TestEngine::postgres);
  const auto database = open_database(fresh.config());
  REQUIRE(run_task(backend_of(*database)) > 0);
  std::thread killer([url = fresh.config().url] {
    std::this_thread::sleep_for(std::chrono::milliseconds(50));
    end_backends(url);
  });
  std::vector<Query> queries;
  for (int i = 0; i < 100; ++i)
    queries.push_back({.sql = i == 0 ? wait_briefly : find_backend, .parameters{}});
  const auto answers = test::read_each(*database, std::move(queries));
  killer.join();
  for (const auto& answer : answers) {
    CHECK(answer.error == nullptr);
    CHECK(answer.rows.size() == 1);
  }
}

TEST_CASE("a loop gets a connection again after it has lost one") {
  if (!has_postgres()) return;
  const test::TestDatabase fresh(test::TestEngine::postgres);
  const auto url = fresh.config().url;
  PostgresLoops loops(url, {.connections = 1, .calls = 10});
  boost::asio::io_context loop(1);
  auto* reader = loops.find_reader(loop.get_executor());
  REQUIRE(reader);
  reader->give_up(SteadyClock::now());
  CHECK(reader->is_connected());  // it owes nothing
  end_backends(url);
  std::optional<LoopOutcome> outcome;
  const auto queries = a_query(find_backend);
  boost::asio::co_spawn(
      loop.get_executor(),
      reader->read(queries),
      [&](std::exception_ptr, LoopOutcome answer) { outcome = std::move(answer); }
  );
  loop.run();
  REQUIRE(outcome);
  CHECK(!outcome->is_answered);
  const auto give_up_at = SteadyClock::now() + std::chrono::seconds(5);
  while (!loops.find_reader(loop.get_executor()) && SteadyClock::now() < give_up_at)
    std::this_thread::yield();
  CHECK(reader->is_connected());
}

TEST_CASE("loops share a bounded number of connections") {
  if (!has_postgres()) return;
  const test::TestDatabase fresh(test::TestEngine::postgres);
  PostgresLoops loops(fresh.config().url, {.connections = 1, .calls = 10});
  boost::asio::io_context other(1);
  {
    boost::asio::io_context loop(1);
    CHECK(loops.find_reader(loop.get_executor()));
    CHECK(!loops.find_reader(other.get_executor()));
  }
  CHECK(loops.find_reader(other.get_executor()));
}

TEST_CASE("a read fails as Unavailable when the server is silent for too long") {
  if (!has_postgres()) return;
  const test::TestDatabase fresh(test::TestEngine::postgres);
  Reading reading(fresh.config().url);
  reading.start(wait_long).start(find_backend);
  reading.reader().give_up(SteadyClock::now() - std::chrono::seconds(5));
  CHECK(reading.reader().is_connected());  // not silent for that long
  reading.reader().give_up(SteadyClock::now());
  CHECK(!reading.reader().is_connected());
  for (const auto& outcome : reading.finish()) {
    REQUIRE(outcome);
    CHECK(outcome->is_answered);
    REQUIRE(outcome->read.failure);
    CHECK(outcome->read.failure->kind == CallFailure::Kind::unavailable);
  }
}

TEST_CASE("reads over the bound of a loop fail as Unavailable") {
  if (!has_postgres()) return;
  const test::TestDatabase fresh(test::TestEngine::postgres);
  Reading reading(fresh.config().url, 2);
  reading.start(wait_briefly).start(find_backend).start(find_backend);
  const auto& outcomes = reading.finish();
  for (std::size_t i = 0; i < outcomes.size(); ++i) {
    REQUIRE(outcomes[i]);
    CHECK(outcomes[i]->read.failure.has_value() == (i == 2));
  }
}

TEST_CASE("a wrong query of a batch costs its neighbours on the loop nothing") {
  if (!has_postgres()) return;
  const test::TestDatabase fresh(test::TestEngine::postgres);
  Reading reading(fresh.config().url);
  reading.start(wait_briefly);  // what follows is one batch
  for (int i = 0; i < 10; ++i)
    reading.start(i % 4 == 1 ? select_nothing : find_backend);
  const auto& outcomes = reading.finish();
  for (std::size_t i = 1; i < outcomes.size(); ++i) {
    REQUIRE(outcomes[i]);
    CHECK(outcomes[i]->is_answered);
    CHECK(outcomes[i]->read.failure.has_value() == ((i - 1) % 4 == 1));
    if ((i - 1) % 4 != 1) CHECK(outcomes[i]->read.rows.front().size() == 1);
  }
}

TEST_CASE("a database that is destroyed while a loop reads answers the reader") {
  if (!has_postgres()) return;
  const test::TestDatabase fresh(test::TestEngine::postgres);
  auto database = open_database(fresh.config());
  REQUIRE(run_task(backend_of(*database)) > 0);
  boost::asio::io_context loop(1);
  std::exception_ptr failure;
  const Query query{.sql = wait_long, .parameters{}};
  boost::asio::co_spawn(
      loop.get_executor(),
      database->read(query),
      [&](std::exception_ptr error, Rows) { failure = error; }
  );
  while (loop.poll() > 0) {
  }
  database.reset();
  loop.run();
  REQUIRE(failure);
  CHECK_THROWS_AS(std::rethrow_exception(failure), Unavailable);
}

TEST_CASE("a loop that ends while it reads takes its callers with it") {
  if (!has_postgres()) return;
  const test::TestDatabase fresh(test::TestEngine::postgres);
  const auto database = open_database(fresh.config());
  {
    boost::asio::io_context loop(1);
    const Query query{.sql = wait_long, .parameters{}};
    boost::asio::co_spawn(loop.get_executor(), database->read(query), [](std::exception_ptr, Rows) {
    });
    while (loop.poll() > 0) {
    }
  }
  CHECK(run_task(backend_of(*database)) > 0);
}

}  // namespace daemun::storage
