#include "base/clock.h"
#include "storage/migration_session.h"
#include "storage/sqlite/sqlite_connection.h"

#include <sqlite3.h>

#include <chrono>
#include <string>

namespace daemun::storage {
namespace {

// Another process may be in the middle of a long migration.
constexpr std::chrono::minutes lock_timeout{5};

class SqliteMigration final : public MigrationSession {
 public:
  explicit SqliteMigration(const std::string& path)
      : connection_(path, SqliteConnection::Use::read_write) {
    sqlite3_busy_timeout(
        connection_.handle(), static_cast<int>(Milliseconds(lock_timeout).count())
    );
    // A table is rebuilt by copying and renaming it; the check at the end of each migration
    // replaces the one at each statement (SQLite's documented way).
    connection_.execute("PRAGMA foreign_keys = OFF");
  }

  int version() override {
    const auto table = connection_.query(
        "select 1 from sqlite_master where type = 'table' and name = 'daemun_schema'", {}
    );
    if (table.empty()) return 0;
    const auto rows =
        connection_.query("select coalesce(max(version), 0) as latest from daemun_schema", {});
    return static_cast<int>(rows.front().integer("latest"));
  }

  void apply(const Migration& migration) override {
    connection_.execute("BEGIN IMMEDIATE");
    try {
      if (version() < migration.number) apply_in_transaction(migration);
      connection_.execute("COMMIT");
    } catch (...) {
      if (connection_.in_transaction()) connection_.execute("ROLLBACK");
      throw;
    }
  }

 private:
  void apply_in_transaction(const Migration& migration) {
    connection_.execute(
        "create table if not exists daemun_schema ("
        "  version integer primary key, name text not null, applied_at bigint not null)"
    );
    connection_.execute(std::string(migration.sqlite).c_str());
    const auto broken = connection_.query("PRAGMA foreign_key_check", {});
    if (!broken.empty()) {
      throw std::runtime_error("a row of " + broken.front().text("table") + " refers to no row");
    }
    connection_.run(
        "insert into daemun_schema (version, name, applied_at) values ($1, $2, $3)",
        {migration.number, migration.name, SystemClock().now()}
    );
  }

  SqliteConnection connection_;
};

}  // namespace

std::unique_ptr<MigrationSession> open_sqlite_migration(const std::string& path) {
  return std::make_unique<SqliteMigration>(path);
}

}  // namespace daemun::storage
