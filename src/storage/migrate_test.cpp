#include "storage/migrate.h"

#include "domain/phone_number.h"
#include "storage/location.h"
#include "storage/migration_session.h"
#include "storage/sqlite/sqlite_connection.h"
#include "support/engines.h"
#include "support/storage.h"

#include <doctest/doctest.h>

#include <filesystem>
#include <stdexcept>
#include <thread>

namespace daemun::storage {
namespace {

using test::TestDatabase;
using test::TestEngine;

constexpr std::string_view first_sql =
    "create table a (id bigint primary key);\ninsert into a (id) values (1);";
constexpr std::string_view second_sql = "create table b (id bigint references a (id));";
constexpr std::string_view third_sql = "insert into a (id) values (2);";

constexpr Migration history[] = {
    {1, "first", first_sql, first_sql},
    {2, "second", second_sql, second_sql},
    {3, "third", third_sql, third_sql},
};

constexpr Sql count_a{"select count(*) from a"};

std::unique_ptr<MigrationSession> open_session(const DatabaseConfig& config) {
  const auto location = parse_location(config.url);
  if (location.engine == Engine::postgres) return open_postgres_migration(location.target);
  create_sqlite_file(location.target);
  return open_sqlite_migration(location.target);
}

MigrationReport migrate_here(
    const DatabaseConfig& config, std::span<const Migration> list = history, int target = -1
) {
  return migrate(*open_session(config), list, target);
}

std::int64_t count(const DatabaseConfig& config, Sql sql) {
  const auto database = open_database(config);
  const auto rows = test::read(*database, {.sql = sql, .parameters{}});
  return rows.front().integer(rows.columns().front());
}

// A private database is out of reach of a second session.
void for_each_lasting_engine(const std::function<void(const DatabaseConfig&)>& body) {
  for (const auto engine : test::test_engines()) {
    if (engine == TestEngine::sqlite_memory) continue;
    const std::string name(to_string(engine));
    INFO("engine: ", name);
    const TestDatabase database(engine);
    body(database.config());
  }
}

std::string reason_of(const DatabaseConfig& config, std::span<const Migration> list, int target) {
  try {
    migrate_here(config, list, target);
  } catch (const std::runtime_error& error) {
    return error.what();
  }
  return "";
}

}  // namespace

TEST_CASE("migrate brings a database from any version to the newest") {
  for_each_lasting_engine([](const DatabaseConfig& config) {
    CHECK(schema_version(config) == 0);
    auto report = migrate_here(config, history, 1);
    CHECK(report.from == 0);
    CHECK(report.to == 1);
    CHECK(schema_version(config) == 1);
    report = migrate_here(config);
    CHECK(report.from == 1);
    CHECK(report.to == 3);
    report = migrate_here(config);
    CHECK(report.from == 3);
    CHECK(report.to == 3);
    CHECK(count(config, count_a) == 2);
    CHECK(count(config, {"select count(*) from daemun_schema where applied_at > 0"}) == 3);
  });
}

TEST_CASE("migrate refuses a database that is newer, a way back and an unknown target") {
  for_each_lasting_engine([](const DatabaseConfig& config) {
    migrate_here(config);
    const auto older = std::span(history).first(2);
    CHECK(
        reason_of(config, older, -1) == "the database is at version 3, this program knows only 2"
    );
    CHECK(reason_of(config, history, 2).find("cannot go back") != std::string::npos);
    CHECK(reason_of(config, history, 4) == "there is no migration 4");
  });
}

TEST_CASE("migrate leaves nothing of a migration that fails") {
  for_each_lasting_engine([](const DatabaseConfig& config) {
    constexpr std::string_view broken =
        "create table c (id bigint); insert into nowhere values (1);";
    const Migration list[] = {history[0], {2, "broken", broken, broken}};
    const auto reason = reason_of(config, list, -1);
    CHECK(reason.starts_with("migration 2 (broken) failed: "));
    CHECK(reason.find("nowhere") != std::string::npos);
    CHECK(schema_version(config) == 1);
    CHECK(migrate_here(config).to == 3);
    const auto database = open_database(config);
    const Query of_broken{.sql{"select id from c"}, .parameters{}};
    CHECK_THROWS_AS(test::read(*database, of_broken), std::runtime_error);
  });
}

TEST_CASE("migrate refuses a migration that leaves a reference to no row") {
  for_each_lasting_engine([](const DatabaseConfig& config) {
    constexpr std::string_view dangling = "insert into b (id) values (99);";
    const Migration list[] = {history[0], history[1], {3, "dangling", dangling, dangling}};
    CHECK(reason_of(config, list, -1).starts_with("migration 3 (dangling) failed: "));
    CHECK(schema_version(config) == 2);
  });
}

TEST_CASE("migrate runs each migration once when many start at the same time") {
  for_each_lasting_engine([](const DatabaseConfig& config) {
    std::atomic<int> failures = 0;
    std::vector<std::thread> threads;
    for (int i = 0; i < 8; ++i) {
      threads.emplace_back([&] {
        try {
          if (migrate_here(config).to != 3) ++failures;
        } catch (const std::exception&) {
          ++failures;
        }
      });
    }
    for (auto& thread : threads)
      thread.join();
    CHECK(failures == 0);
    CHECK(count(config, count_a) == 2);
  });
}

TEST_CASE("migrate brings phone numbers into their one form, unless somebody has it") {
  for_each_lasting_engine([](const DatabaseConfig& config) {
    constexpr int before = 8;
    migrate_here(config, migrations(), before);
    constexpr Sql add_tenant{"insert into tenants (id, name, created_at) values ('t', 't', 0)"};
    constexpr Sql add_user{
        "insert into users (tenant_id, id, primary_phone, profile, custom_data, identities, "
        "is_suspended, created_at, updated_at) values ('t', $1, $1, '{}', '{}', '{}', $2, 0, 0)"};
    Plan plan;
    plan.add(Statement{add_tenant, {}});
    const std::pair<std::string, std::string> rows[] = {
        {"610412345678", "61412345678"},
        {"8201012345678", "821012345678"},
        {"3606201234567", "36201234567"},
        {"821087654321", "821087654321"},
        {"390612345678", "390612345678"},
        {"25006123456", "25006123456"},
        {"9100081234567", "9100081234567"},
        // Taken.
        {"4407400123456", "4407400123456"},
        {"447400123456", "447400123456"},
    };
    for (const auto& [number, canonical] : rows)
      plan.add(Statement{add_user, {number, false}});
    REQUIRE(run_task(open_database(config)->commit(std::move(plan))));
    migrate_here(config, migrations());
    const auto database = open_database(config);
    for (const auto& row : rows) {
      const auto& number = row.first;
      const auto& canonical = row.second;
      CAPTURE(number);
      const Query query{
          .sql{"select primary_phone from users where id = $1"}, .parameters{SqlValue(number)}};
      CHECK(test::read(*database, query).front().text("primary_phone") == canonical);
      const auto form = parse_phone_number(number);
      CHECK((form == canonical || number == "4407400123456"));
    }
  });
}

TEST_CASE("migrate gives a new SQLite file to its owner alone") {
  const TestDatabase database(TestEngine::sqlite_file);
  migrate_here(database.config());
  const auto open = open_database(database.config());
  using std::filesystem::perms;
  const auto path = parse_location(database.config().url).target;
  const auto mode = [](const std::string& file) {
    return std::filesystem::status(file).permissions();
  };
  CHECK(mode(path) == (perms::owner_read | perms::owner_write));
  CHECK(mode(path + "-wal") == (perms::owner_read | perms::owner_write));
}

TEST_CASE("open_database gives a private database the newest schema") {
  const DatabaseConfig config{.url = "sqlite::memory:"};
  CHECK(schema_version(config) == 0);
  CHECK(migrate(config).to == migrations().back().number);
  CHECK(count(config, {"select max(version) from daemun_schema"}) == migrations().back().number);
}

}  // namespace daemun::storage
