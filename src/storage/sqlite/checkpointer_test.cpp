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
  checkpointer.wait_while_truncating();
  writer.execute("insert into blob values (zeroblob(10))");
  CHECK(writer.query("select count(*) as total from blob", {}).front().integer("total") == 71);
}

}  // namespace daemun::storage
