#include "storage/migrate.h"
#include "storage/sqlite/sqlite_connection.h"
#include "storage/sqlite/sqlite_database.h"
#include "support/storage.h"

#include <doctest/doctest.h>
#include <sqlite3.h>

#include <thread>
#include <utility>

namespace daemun::storage {
namespace {

constexpr Sql insert_mark{"insert into marks (id) values ($1)"};
constexpr Sql count_marks{"select count(*) as total from marks"};

Plan a_mark(std::int64_t id) {
  Plan plan;
  plan.add({.sql = insert_mark, .parameters = {id}});
  return plan;
}

// Two databases on one file, as two processes have them.
struct Processes {
  Processes() {
    Plan plan;
    plan.add({.sql{"create table marks (id bigint primary key)"}, .parameters{}});
    REQUIRE(test::commit(here, std::move(plan)).committed());
  }

  const SqliteFile file{""};
  SqliteDatabase here{file.path(), 100};
  SqliteDatabase there{file.path(), 100};
};

void commit_there(Processes* processes, std::int64_t id) {
  std::thread([=] { CHECK(test::commit(processes->there, a_mark(id)).committed()); }).join();
}

Task<std::int64_t> count_here(Processes* processes) {
  Query query{.sql = count_marks, .parameters{}};
  const auto rows = co_await processes->here.read(std::move(query));
  co_return rows.front().integer("total");
}

Task<void> end_turn() {
  co_await suspend_for<int>([](const Resume<int>& resume) { resume(0); });
}

// True when all of the log could be copied and the log be emptied.
bool is_truncated(const Processes& processes) {
  const SqliteConnection connection(processes.file.path(), SqliteConnection::Use::read_write);
  sqlite3_busy_timeout(connection.handle(), 0);
  return sqlite3_wal_checkpoint_v2(
             connection.handle(), nullptr, SQLITE_CHECKPOINT_TRUNCATE, nullptr, nullptr
         ) == SQLITE_OK;
}

Task<void> read_over_two_turns(Processes* processes) {
  const auto before = co_await count_here(processes);
  commit_there(processes, 1);
  const auto in_the_same_turn = co_await count_here(processes);
  co_await end_turn();
  const auto in_the_next_turn = co_await count_here(processes);
  CHECK(before == 0);
  CHECK(in_the_same_turn == 0);
  CHECK(in_the_next_turn == 1);
}

Task<void> read_and_wait(Processes* processes) {
  const auto count = co_await count_here(processes);
  CHECK(count == 1);
  CHECK(!is_truncated(*processes));
  co_await end_turn();
  CHECK(is_truncated(*processes));
}

}  // namespace

TEST_CASE("the reads of a turn of the loop see one snapshot, which ends with the turn") {
  Processes processes;
  run_task(read_over_two_turns(&processes));
}

TEST_CASE("a caller that waits holds no snapshot that checkpoints would wait for") {
  Processes processes;
  commit_there(&processes, 1);
  run_task(read_and_wait(&processes));
}

TEST_CASE(
    "a reader is given back without a snapshot when its loop is destroyed before the turn ends"
) {
  Processes processes;
  {
    boost::asio::io_context loop(1);
    boost::asio::co_spawn(loop.get_executor(), count_here(&processes), [](auto&&...) {});
    loop.run_one();
    CHECK(!is_truncated(processes));
  }
  CHECK(is_truncated(processes));
}

}  // namespace daemun::storage
