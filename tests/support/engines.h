// Fresh databases for tests, and one test body for every engine.
//
//   TEST_CASE("insert_user refuses a taken name") {
//     for_each_engine([](const storage::DatabaseConfig& config) {
//       storage::migrate(config);
//       const auto database = storage::open_database(config);
//       ...
//     });
//   }
//
// DAEMUN_TEST_ENGINES narrows the list for a quick run, for example "sqlite" or "memory,postgres".
#ifndef DAEMUN_TESTS_SUPPORT_ENGINES_H
#define DAEMUN_TESTS_SUPPORT_ENGINES_H

#include "storage/database.h"
#include "support/postgres_server.h"

#include <functional>
#include <memory>
#include <string>
#include <string_view>
#include <vector>

namespace daemun::test {

enum class TestEngine { sqlite_file, sqlite_memory, postgres };

std::string_view to_string(TestEngine engine);

// Those that DAEMUN_TEST_ENGINES leaves; all by default.
std::vector<TestEngine> test_engines();

// An empty database that goes away with this object. Close what uses it before.
class TestDatabase {
 public:
  explicit TestDatabase(TestEngine engine);
  ~TestDatabase();
  TestDatabase(const TestDatabase&) = delete;
  TestDatabase& operator=(const TestDatabase&) = delete;

  const storage::DatabaseConfig& config() const { return config_; }

 private:
  storage::DatabaseConfig config_;
  std::string directory_;  // of a SQLite file
  std::shared_ptr<const SharedPostgres> postgres_;
  std::string database_name_;  // in it
};

// Calls `body` once an engine, each time with an empty database. A failed check names the engine.
void for_each_engine(const std::function<void(const storage::DatabaseConfig&)>& body);

}  // namespace daemun::test

#endif
