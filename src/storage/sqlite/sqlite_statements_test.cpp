#include "storage/described.h"
#include "storage/migrate.h"
#include "storage/sqlite/sqlite_connection.h"
#include "storage/sqlite/sqlite_database.h"

#include <doctest/doctest.h>
#include <sqlite3.h>

namespace daemun::storage {
namespace {

Described describe(SqliteConnection& connection, const char* text) {
  sqlite3_stmt* prepared = nullptr;
  const int code = sqlite3_prepare_v2(connection.handle(), text, -1, &prepared, nullptr);
  const std::string error = code == SQLITE_OK ? "" : sqlite3_errmsg(connection.handle());
  CHECK(error.empty());
  Described described{
      .parameters = static_cast<std::size_t>(sqlite3_bind_parameter_count(prepared))};
  for (int column = 0; column < sqlite3_column_count(prepared); ++column)
    described.columns.emplace_back(sqlite3_column_name(prepared, column));
  sqlite3_finalize(prepared);
  return described;
}

}  // namespace

TEST_CASE("SQLite prepares every statement, with a name for each column") {
  const SqliteFile file("");
  create_sqlite_file(file.path());
  migrate({.url = "sqlite:" + file.path()});
  SqliteConnection connection(file.path(), SqliteConnection::Use::read_only);
  for (const auto& statement : statements()) {
    CAPTURE(statement.file);
    CAPTURE(statement.name);
    check_described(statement, describe(connection, statement.sql.text));
  }
}

}  // namespace daemun::storage
