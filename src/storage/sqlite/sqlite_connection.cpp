#include "storage/sqlite/sqlite_connection.h"

#include "storage/sqlite/sqlite_functions.h"

#include <sqlite3.h>

#include <algorithm>
#include <cerrno>
#include <charconv>
#include <cstring>
#include <fcntl.h>
#include <filesystem>
#include <mutex>
#include <string_view>
#include <thread>
#include <unistd.h>

namespace daemun::storage {
namespace {

constexpr std::chrono::seconds busy_timeout{5};
constexpr std::size_t most_lately_prepared = 16;

// The accounting of SQLite takes a process-wide mutex at each allocation.
void configure_library_once() {
  static std::once_flag once;
  std::call_once(once, [] { sqlite3_config(SQLITE_CONFIG_MEMSTATUS, 0); });
}

// The N of "$N", 0 for another name.
std::size_t parse_parameter_name(const char* name) {
  if (!name || *name != '$') return 0;
  std::size_t number = 0;
  const char* end = name + std::strlen(name);
  const auto parsed = std::from_chars(name + 1, end, number);
  return parsed.ec == std::errc() && parsed.ptr == end ? number : 0;
}

int bind_value(sqlite3_stmt* statement, int index, const SqlValue::Variant& value) {
  struct Bind {
    sqlite3_stmt* statement;
    int index;

    int operator()(std::monostate) const { return sqlite3_bind_null(statement, index); }
    int operator()(bool flag) const { return sqlite3_bind_int(statement, index, flag ? 1 : 0); }
    int operator()(std::int64_t number) const {
      return sqlite3_bind_int64(statement, index, number);
    }
    // The parameters outlive the step, so SQLite need not copy them.
    int operator()(const std::string& text) const {
      return sqlite3_bind_text64(
          statement, index, text.data(), text.size(), SQLITE_STATIC, SQLITE_UTF8
      );
    }
    int operator()(const Bytes& bytes) const {
      return sqlite3_bind_blob64(
          statement, index, bytes.value.data(), bytes.value.size(), SQLITE_STATIC
      );
    }
  };
  return std::visit(Bind{statement, index}, value);
}

SqlValue::Variant column_value(sqlite3_stmt* statement, int column) {
  switch (sqlite3_column_type(statement, column)) {
    case SQLITE_NULL:
      return std::monostate();
    case SQLITE_INTEGER:
      return std::int64_t{sqlite3_column_int64(statement, column)};
    case SQLITE_BLOB: {
      const auto* data = static_cast<const char*>(sqlite3_column_blob(statement, column));
      const auto size = static_cast<std::size_t>(sqlite3_column_bytes(statement, column));
      return Bytes{data ? std::string(data, size) : std::string()};
    }
    default: {
      const auto* data = reinterpret_cast<const char*>(sqlite3_column_text(statement, column));
      const auto size = static_cast<std::size_t>(sqlite3_column_bytes(statement, column));
      return std::string(data, size);
    }
  }
}

std::shared_ptr<const ColumnNames> names_of(sqlite3_stmt* statement) {
  ColumnNames names;
  for (int column = 0; column < sqlite3_column_count(statement); ++column)
    names.add(sqlite3_column_name(statement, column));
  return std::make_shared<const ColumnNames>(std::move(names));
}

// A statement that is not reset keeps its snapshot and its locks.
struct ResetAtExit {
  sqlite3_stmt* statement;

  ~ResetAtExit() {
    sqlite3_reset(statement);
    sqlite3_clear_bindings(statement);
  }
};

}  // namespace

std::optional<Conflict> to_conflict(const SqliteError& error) {
  Conflict conflict;
  switch (error.code) {
    case SQLITE_CONSTRAINT_UNIQUE:
    case SQLITE_CONSTRAINT_PRIMARYKEY:
    case SQLITE_CONSTRAINT_ROWID:
      conflict.reason = Conflict::Reason::unique;
      break;
    case SQLITE_CONSTRAINT_FOREIGNKEY:
      conflict.reason = Conflict::Reason::foreign_key;
      break;
    case SQLITE_CONSTRAINT_CHECK:
    case SQLITE_CONSTRAINT_NOTNULL:
      conflict.reason = Conflict::Reason::check;
      break;
    default:
      return std::nullopt;
  }
  // "UNIQUE constraint failed: user.name"; an index on an expression is "index 'name'".
  constexpr std::string_view separator = "failed: ";
  constexpr std::string_view index_prefix = "index '";
  const std::string_view message = error.what();
  if (const auto found = message.find(separator); found != std::string_view::npos) {
    auto name = message.substr(found + separator.size());
    if (name.starts_with(index_prefix) && name.ends_with('\'')) {
      name = name.substr(index_prefix.size(), name.size() - index_prefix.size() - 1);
    }
    conflict.constraint = name;
  }
  return conflict;
}

bool is_machine_failure(const SqliteError& error) {
  switch (error.code & 0xff) {
    case SQLITE_BUSY:
    case SQLITE_LOCKED:
    case SQLITE_NOMEM:
    case SQLITE_READONLY:
    case SQLITE_INTERRUPT:
    case SQLITE_IOERR:
    case SQLITE_CORRUPT:
    case SQLITE_FULL:
    case SQLITE_CANTOPEN:
    case SQLITE_PROTOCOL:
    case SQLITE_NOTADB:
      return true;
    default:
      return false;
  }
}

CallFailure to_failure(const SqliteError& error) {
  auto kind = is_machine_failure(error) ? CallFailure::Kind::unavailable
                                        : CallFailure::Kind::wrong_statement;
  if (error.code == SQLITE_MISMATCH) kind = CallFailure::Kind::wrong_value;
  return {kind, error.what()};
}

void SqliteConnection::CloseConnection::operator()(sqlite3* connection) const {
  sqlite3_close_v2(connection);
}

void SqliteConnection::FinalizeStatement::operator()(sqlite3_stmt* statement) const {
  sqlite3_finalize(statement);
}

SqliteConnection::SqliteConnection(const std::string& path, Use use) {
  configure_library_once();
  sqlite3* opened = nullptr;
  const int code = sqlite3_open_v2(
      path.c_str(),
      &opened,
      SQLITE_OPEN_READWRITE | SQLITE_OPEN_NOMUTEX | SQLITE_OPEN_EXRESCODE,
      nullptr
  );
  handle_.reset(opened);
  check(code);
  check(sqlite3_busy_timeout(opened, static_cast<int>(Milliseconds(busy_timeout).count())));
  // A misspelt "column" is an error as in PostgreSQL, not a string.
  sqlite3_db_config(opened, SQLITE_DBCONFIG_DQS_DML, 0, nullptr);
  sqlite3_db_config(opened, SQLITE_DBCONFIG_DQS_DDL, 0, nullptr);
  sqlite3_db_config(opened, SQLITE_DBCONFIG_DEFENSIVE, 1, nullptr);
  // A new file switches to WAL once; SQLite does not wait for its lock there.
  const auto give_up_at = std::chrono::steady_clock::now() + busy_timeout;
  while (true) {
    try {
      execute("PRAGMA journal_mode = WAL");
      break;
    } catch (const SqliteError& error) {
      if ((error.code & 0xff) != SQLITE_BUSY || std::chrono::steady_clock::now() > give_up_at)
        throw;
      std::this_thread::sleep_for(Milliseconds(5));
    }
  }
  execute(
      "PRAGMA synchronous = FULL; PRAGMA foreign_keys = ON; PRAGMA temp_store = MEMORY;"
      "PRAGMA wal_autocheckpoint = 0"
  );
  if (use == Use::read_only) {
    execute("PRAGMA query_only = ON; PRAGMA cache_size = -4096");
    check(add_search_functions(opened));
  }
  if (use == Use::read_write) execute("PRAGMA cache_size = -16384");
}

bool SqliteConnection::in_transaction() const {
  return sqlite3_get_autocommit(handle()) == 0;
}

void SqliteConnection::execute(const char* script) {
  check(sqlite3_exec(handle(), script, nullptr, nullptr, nullptr));
}

void SqliteConnection::check(int code) const {
  if (code == SQLITE_OK) return;
  throw SqliteError(
      handle_ ? sqlite3_extended_errcode(handle()) : code,
      handle_ ? sqlite3_errmsg(handle()) : sqlite3_errstr(code)
  );
}

SqliteConnection::Prepared SqliteConnection::compile(const char* text) {
  sqlite3_stmt* compiled = nullptr;
  const char* tail = nullptr;
  check(sqlite3_prepare_v3(handle(), text, -1, SQLITE_PREPARE_PERSISTENT, &compiled, &tail));
  Prepared entry;
  entry.statement.reset(compiled);
  entry.columns = names_of(compiled);
  if (!compiled || std::string_view(tail).find_first_not_of(" \t\r\n;") != std::string_view::npos) {
    throw std::runtime_error("a query must be one statement");
  }
  const int count = sqlite3_bind_parameter_count(compiled);
  for (int index = 1; index <= count; ++index) {
    const std::size_t number = parse_parameter_name(sqlite3_bind_parameter_name(compiled, index));
    if (number == 0) throw std::runtime_error("a parameter is not written as $1, $2 ...");
    entry.numbers.push_back(number);
    entry.parameter_count = std::max(entry.parameter_count, number);
  }
  return entry;
}

const SqliteConnection::Prepared& SqliteConnection::prepared(const char* text) {
  if (const auto found = statements_.find(text); found != statements_.end()) return found->second;
  return statements_.emplace(text, compile(text)).first->second;
}

const SqliteConnection::Prepared& SqliteConnection::lately_prepared(const std::string& text) {
  auto found = std::find_if(lately_.begin(), lately_.end(), [&](const LatelyPrepared& one) {
    return one.text == text;
  });
  if (found == lately_.end()) {
    auto entry = compile(text.c_str());
    if (lately_.size() == most_lately_prepared) lately_.pop_back();
    lately_.push_back({text, std::move(entry)});
    found = std::prev(lately_.end());
  }
  std::rotate(lately_.begin(), found, std::next(found));
  return lately_.front().entry;
}

sqlite3_stmt* SqliteConnection::bind(
    const Prepared& entry, const std::vector<SqlValue>& parameters
) {
  if (entry.parameter_count != parameters.size()) {
    throw std::runtime_error(
        "the statement takes " + std::to_string(entry.parameter_count) + " parameters, not " +
        std::to_string(parameters.size())
    );
  }
  int index = 0;
  for (const std::size_t number : entry.numbers) {
    check(bind_value(entry.statement.get(), ++index, parameters[number - 1].get()));
  }
  return entry.statement.get();
}

bool SqliteConnection::step(sqlite3_stmt* statement) {
  const int code = sqlite3_step(statement);
  if (code == SQLITE_ROW) return true;
  if (code != SQLITE_DONE) check(code);
  return false;
}

Rows SqliteConnection::rows_of(const Prepared& entry, const std::vector<SqlValue>& parameters) {
  sqlite3_stmt* statement = bind(entry, parameters);
  const ResetAtExit reset{statement};
  Rows rows(entry.columns);
  const int count = sqlite3_column_count(statement);
  for (std::size_t row = 0; step(statement); ++row) {
    // As a rule there is one; otherwise a page.
    if (row < 2) rows.reserve(row == 0 ? 1 : 32);
    for (int column = 0; column < count; ++column)
      rows.add(column_value(statement, column));
  }
  return rows;
}

Rows SqliteConnection::query(const char* text, const std::vector<SqlValue>& parameters) {
  return rows_of(prepared(text), parameters);
}

Rows SqliteConnection::query(const Query& query) {
  if (query.text.empty()) return this->query(query.sql.text, query.parameters);
  return rows_of(lately_prepared(query.text), query.parameters);
}

void SqliteConnection::interrupt_at(std::chrono::steady_clock::time_point instant) {
  constexpr int steps_between_looks = 10'000;  // of SQLite's machine: well below a millisecond
  interrupt_at_ = instant;
  const auto is_late = [](void* connection) {
    const auto& self = *static_cast<const SqliteConnection*>(connection);
    return std::chrono::steady_clock::now() >= self.interrupt_at_ ? 1 : 0;
  };
  sqlite3_progress_handler(handle(), steps_between_looks, is_late, this);
}

std::size_t SqliteConnection::run(const char* text, const std::vector<SqlValue>& parameters) {
  sqlite3_stmt* statement = bind(prepared(text), parameters);
  const ResetAtExit reset{statement};
  std::size_t returned = 0;
  while (step(statement))
    ++returned;
  // Not the rows that triggers and foreign keys changed, as in PostgreSQL.
  if (sqlite3_stmt_readonly(statement) != 0) return returned;
  return static_cast<std::size_t>(sqlite3_changes64(handle()));
}

void create_sqlite_file(const std::string& path) {
  const int file = open(path.c_str(), O_RDWR | O_CREAT | O_CLOEXEC, 0600);
  if (file < 0) throw std::runtime_error("cannot open " + path + ": " + std::strerror(errno));
  close(file);
}

}  // namespace daemun::storage
