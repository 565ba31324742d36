#include "storage/described.h"
#include "storage/migrate.h"
#include "storage/sqlite/sqlite_connection.h"
#include "storage/sqlite/sqlite_database.h"

#include <doctest/doctest.h>
#include <sqlite3.h>

#include <algorithm>
#include <set>
#include <string>
#include <string_view>

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

using Tables = std::set<std::string>;

// The tables that a statement touches, cascades included.
struct Touched {
  Tables read{};
  Tables written{};
};

int note(void* touched, int action, const char* table, const char*, const char*, const char*) {
  auto& tables = *static_cast<Touched*>(touched);
  const std::string name = table == nullptr ? "" : table;
  if (action == SQLITE_READ) tables.read.insert(name);
  if (action == SQLITE_INSERT || action == SQLITE_UPDATE || action == SQLITE_DELETE)
    tables.written.insert(name);
  return SQLITE_OK;
}

Touched touched_by(SqliteConnection& connection, const char* text) {
  Touched touched;
  sqlite3_set_authorizer(connection.handle(), note, &touched);
  describe(connection, text);
  sqlite3_set_authorizer(connection.handle(), nullptr, nullptr);
  return touched;
}

bool have_common(const Tables& some, const Tables& others) {
  return std::any_of(some.begin(), some.end(), [&](const auto& table) {
    return others.contains(table);
  });
}

// Whose tables do not tell: they write what they find there, or a row that nothing keeps.
bool writes_nothing_cached(const NamedStatement& statement) {
  static const std::set<std::string> names{
      "application_store.lock",
      "administrator_store.open_setup",
      "administrator_store.pass_setup",
      "administrator_store.close_setup"};
  return names.contains(statement.file + std::string(".") + statement.name);
}

}  // namespace

TEST_CASE("each statement that can change what the settings cache reads says so") {
  const SqliteFile file("");
  create_sqlite_file(file.path());
  migrate({.url = "sqlite:" + file.path()});
  SqliteConnection connection(file.path(), SqliteConnection::Use::read_write);
  Tables cached;
  for (const auto& statement : statements()) {
    if (statement.is_cached) cached.merge(touched_by(connection, statement.sql.text).read);
  }
  for (const auto& statement : statements()) {
    CAPTURE(statement.file);
    CAPTURE(statement.name);
    const auto touched = touched_by(connection, statement.sql.text);
    const bool can_change = have_common(touched.written, cached);
    CHECK(statement.sql.changes_settings == (can_change && !writes_nothing_cached(statement)));
    if (!statement.sql.changes_settings) continue;
    // The commit takes the tenant from there.
    const std::string_view text = statement.sql.text;
    const auto is_in = [&](const char* words) { return text.find(words) != text.npos; };
    CHECK((is_in("tenant_id = $1") || is_in("values ($1,") || is_in("select $1,")));
  }
}

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
