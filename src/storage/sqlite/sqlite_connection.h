// One connection to a SQLite file, used by one thread at a time: settings, prepared statements,
// values in and out. Nothing else touches sqlite3.h except the checkpointer.
#ifndef DAEMUN_STORAGE_SQLITE_SQLITE_CONNECTION_H
#define DAEMUN_STORAGE_SQLITE_SQLITE_CONNECTION_H

#include "storage/calls.h"
#include "storage/sql.h"

#include <chrono>
#include <memory>
#include <optional>
#include <stdexcept>
#include <string>
#include <unordered_map>
#include <vector>

struct sqlite3;
struct sqlite3_stmt;

namespace daemun::storage {

struct SqliteError : std::runtime_error {
  SqliteError(int extended_code, const std::string& message)
      : std::runtime_error(message), code(extended_code) {}

  int code;
};

// The constraint that a statement broke; nothing for another error.
std::optional<Conflict> to_conflict(const SqliteError& error);
// True for a broken or busy machine, false for a wrong statement.
bool is_machine_failure(const SqliteError& error);
// As the caller of read() or commit() gets it.
CallFailure to_failure(const SqliteError& error);

class SqliteConnection {
 public:
  enum class Use { read_only, read_write };

  // Opens an existing file. Throws SqliteError.
  SqliteConnection(const std::string& path, Use use);

  sqlite3* handle() const { return handle_.get(); }
  bool in_transaction() const;

  // Runs several statements without parameters, for settings, transactions and migrations.
  void execute(const char* script);
  // Throws SqliteError, or std::runtime_error when the parameters do not fit the statement.
  Rows query(const char* text, const std::vector<SqlValue>& parameters);
  // Its kept text, or the one for this call.
  Rows query(const Query& query);
  // From then on a statement fails, until another instant is set.
  void interrupt_at(std::chrono::steady_clock::time_point instant);
  // The number of rows that the statement changed (or returned, when it only reads).
  std::size_t run(const char* text, const std::vector<SqlValue>& parameters);

 private:
  struct CloseConnection {
    void operator()(sqlite3* connection) const;
  };
  struct FinalizeStatement {
    void operator()(sqlite3_stmt* statement) const;
  };
  // A `$N` of the text is a named parameter to SQLite: numbers[i] is the N of its i-th one.
  struct Prepared {
    std::unique_ptr<sqlite3_stmt, FinalizeStatement> statement;
    std::vector<std::size_t> numbers;
    std::size_t parameter_count = 0;
    std::shared_ptr<const ColumnNames> columns{};
  };
  struct LatelyPrepared {
    std::string text;
    Prepared entry;
  };

  Prepared compile(const char* text);
  const Prepared& prepared(const char* text);
  sqlite3_stmt* bind(const Prepared& entry, const std::vector<SqlValue>& parameters);
  // For a text that is put together for a call: the next call may put together the same one.
  const Prepared& lately_prepared(const std::string& text);
  Rows rows_of(const Prepared& entry, const std::vector<SqlValue>& parameters);
  bool step(sqlite3_stmt* statement);
  void check(int code) const;

  std::unique_ptr<sqlite3, CloseConnection> handle_;
  std::unordered_map<const char*, Prepared> statements_;  // by Sql::text
  std::vector<LatelyPrepared> lately_;                    // what was used last comes first
  std::chrono::steady_clock::time_point interrupt_at_{};
};

// Creates the file with mode 0600 unless it exists (SQLite gives its companions the same mode).
// Throws std::runtime_error.
void create_sqlite_file(const std::string& path);

}  // namespace daemun::storage

#endif
