#include "storage/sqlite/checkpointer.h"

#include "storage/location.h"
#include "support/engines.h"

#include <doctest/doctest.h>

#include <chrono>
#include <filesystem>
#include <thread>

namespace daemun::storage {
namespace {

using test::TestDatabase;
using test::TestEngine;

// Waits for another thread, at most for ten seconds.
bool becomes_true(const std::function<bool()>& condition) {
  const auto give_up_at = std::chrono::steady_clock::now() + std::chrono::seconds(10);
  while (!condition()) {
    if (std::chrono::steady_clock::now() > give_up_at) return false;
    std::this_thread::yield();
  }
  return true;
}

}  // namespace

TEST_CASE("a checkpoint is due when much of the log waits to be copied") {
  CheckpointSchedule schedule;
  schedule.log_has(999);
  CHECK_FALSE(schedule.is_due());
  schedule.log_has(1'000);
  REQUIRE(schedule.is_due());
  schedule.begin();
  SUBCASE("and not for what the last one has copied beyond its beginning") {
    schedule.log_has(2'400);
    schedule.has_copied(2'400);
    CHECK_FALSE(schedule.is_due());
    schedule.log_has(3'399);
    CHECK_FALSE(schedule.is_due());
    schedule.log_has(3'400);
    CHECK(schedule.is_due());
  }
  SUBCASE("and begins to count when the log is started anew") {
    schedule.has_copied(1'000);
    schedule.log_has(3);
    CHECK_FALSE(schedule.is_due());
    schedule.log_has(1'000);
    CHECK(schedule.is_due());
  }
  SUBCASE("also when that was before the copy was told") {
    schedule.log_has(3);
    schedule.has_copied(1'000);
    schedule.log_has(1'003);
    CHECK(schedule.is_due());
  }
  SUBCASE("or when a reader kept it from copying") {
    schedule.has_copied(10);
    schedule.log_has(1'999);
    CHECK_FALSE(schedule.is_due());
    schedule.log_has(2'000);
    CHECK(schedule.is_due());
  }
}

TEST_CASE("Checkpointer empties a large log while the database is in use") {
  const TestDatabase database(TestEngine::sqlite_file);
  const auto path = parse_location(database.config().url).target;
  create_sqlite_file(path);
  SqliteConnection writer(path, SqliteConnection::Use::read_write);
  Checkpointer checkpointer(path);
  writer.execute("create table blob (data blob)");
  writer.execute(
      "insert into blob select zeroblob(1000000) from"
      " (with recursive n (i) as (select 1 union all select i + 1 from n where i < 70)"
      "  select i from n)"
  );
  const auto log_size = [&] { return std::filesystem::file_size(path + "-wal"); };
  CHECK(log_size() > 64'000'000);
  checkpointer.log_has(17'000);
  CHECK(becomes_true([&] { return log_size() == 0; }));
  const auto held = checkpointer.hold_log();
  writer.execute("insert into blob values (zeroblob(10))");
  CHECK(writer.query("select count(*) as total from blob", {}).front().integer("total") == 71);
}

}  // namespace daemun::storage
