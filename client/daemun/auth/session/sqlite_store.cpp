#include "daemun/auth/session/sqlite_store.h"

#include <sqlite3.h>

#include <array>
#include <cerrno>
#include <chrono>
#include <cstddef>
#include <cstring>
#include <fcntl.h>
#include <mutex>
#include <stdexcept>
#include <string_view>
#include <thread>
#include <unistd.h>
#include <utility>
#include <variant>
#include <vector>

namespace daemun::auth {

namespace {

// "DmSs": what the file is, for this library and for file(1).
constexpr std::int64_t application_id = 0x446d5373;
constexpr std::int64_t schema_version = 1;

// A mark is a name that is taken until an instant: a lease, or something that was seen.
constexpr const char* schema = R"sql(
  CREATE TABLE session (
    key TEXT PRIMARY KEY NOT NULL,
    sealed BLOB NOT NULL,
    user_key TEXT NOT NULL,
    provider_session_key TEXT NOT NULL,
    expires_at INTEGER NOT NULL,
    version INTEGER NOT NULL
  );
  CREATE INDEX session_of_user ON session (user_key);
  CREATE INDEX session_of_provider_session ON session (provider_session_key);
  CREATE INDEX session_by_expiry ON session (expires_at);
  CREATE TABLE mark (
    kind TEXT NOT NULL,
    name TEXT NOT NULL,
    owner TEXT NOT NULL,
    expires_at INTEGER NOT NULL,
    PRIMARY KEY (kind, name)
  ) WITHOUT ROWID;
  CREATE INDEX mark_by_expiry ON mark (expires_at);
  PRAGMA application_id = 0x446d5373;
  PRAGMA user_version = 1;
)sql";

// One for each statement below.
enum class Statement {
  find,
  insert,
  update,
  remove,
  remove_of_user,
  remove_of_provider_session,
  take_mark,
  give_mark_back,
  remove_expired_sessions,
  remove_expired_marks
};

constexpr std::array<const char*, 10> statement_texts{
    "SELECT sealed, user_key, provider_session_key, expires_at, version FROM session"
    " WHERE key = ?1 AND expires_at > ?2",
    // A session that has expired is as good as none.
    "INSERT INTO session (key, sealed, user_key, provider_session_key, expires_at, version)"
    " VALUES (?1, ?2, ?3, ?4, ?5, 1)"
    " ON CONFLICT (key) DO UPDATE SET sealed = excluded.sealed, user_key = excluded.user_key,"
    " provider_session_key = excluded.provider_session_key, expires_at = excluded.expires_at,"
    " version = 1 WHERE session.expires_at <= ?6",
    "UPDATE session SET sealed = ?2, user_key = ?3, provider_session_key = ?4, expires_at = ?5,"
    " version = version + 1 WHERE key = ?1 AND expires_at > ?6 AND version = ?7",
    "DELETE FROM session WHERE key = ?1",
    "DELETE FROM session WHERE user_key = ?1",
    "DELETE FROM session WHERE provider_session_key = ?1",
    "INSERT INTO mark (kind, name, owner, expires_at) VALUES (?1, ?2, ?3, ?4)"
    " ON CONFLICT (kind, name) DO UPDATE SET owner = excluded.owner,"
    " expires_at = excluded.expires_at WHERE mark.expires_at <= ?5",
    "DELETE FROM mark WHERE kind = ?1 AND name = ?2 AND owner = ?3",
    // In portions, so that nobody waits for long.
    "DELETE FROM session WHERE key IN"
    " (SELECT key FROM session WHERE expires_at <= ?1 LIMIT 200)",
    "DELETE FROM mark WHERE (kind, name) IN"
    " (SELECT kind, name FROM mark WHERE expires_at <= ?1 LIMIT 200)",
};

struct CloseConnection {
  void operator()(sqlite3* connection) const { sqlite3_close_v2(connection); }
};
struct FinalizeStatement {
  void operator()(sqlite3_stmt* statement) const { sqlite3_finalize(statement); }
};

// A statement that is not reset keeps its locks, and its values are gone after the call.
struct ResetAtExit {
  sqlite3_stmt* statement;

  ~ResetAtExit() {
    sqlite3_reset(statement);
    sqlite3_clear_bindings(statement);
  }
};

// Text, or bytes, or a number; they outlive the step, so that SQLite need not copy them.
struct Blob {
  std::string_view bytes;
};
using Value = std::variant<std::string_view, Blob, std::int64_t>;

int bind_value(sqlite3_stmt* statement, int index, const Value& value) {
  if (const auto* number = std::get_if<std::int64_t>(&value)) {
    return sqlite3_bind_int64(statement, index, *number);
  }
  if (const auto* blob = std::get_if<Blob>(&value)) {
    // A null pointer would be NULL.
    const char* data = blob->bytes.empty() ? "" : blob->bytes.data();
    return sqlite3_bind_blob64(statement, index, data, blob->bytes.size(), SQLITE_STATIC);
  }
  const auto text = std::get<std::string_view>(value);
  const char* data = text.empty() ? "" : text.data();
  return sqlite3_bind_text64(statement, index, data, text.size(), SQLITE_STATIC, SQLITE_UTF8);
}

std::string column_text(sqlite3_stmt* statement, int column) {
  const auto* data = static_cast<const char*>(sqlite3_column_blob(statement, column));
  const auto size = static_cast<std::size_t>(sqlite3_column_bytes(statement, column));
  return data == nullptr ? std::string() : std::string(data, size);
}

StoredSession current_session(sqlite3_stmt* statement) {
  return {
      .sealed = column_text(statement, 0),
      .user_key = column_text(statement, 1),
      .provider_session_key = column_text(statement, 2),
      .expires_at = from_unix_ms(sqlite3_column_int64(statement, 3)),
      .version = sqlite3_column_int64(statement, 4),
  };
}

// SQLite gives the files beside it the same mode.
void create_file(const std::string& path) {
  const int file = open(path.c_str(), O_RDWR | O_CREAT | O_CLOEXEC, 0600);
  if (file < 0) {
    throw std::runtime_error(
        "session store: cannot open the file: " + std::string(strerror(errno))
    );
  }
  close(file);
}

}  // namespace

// One for all threads: a statement takes microseconds, and a write waits for the disk anyway.
class SqliteStore::Connection {
 public:
  explicit Connection(const SqliteStoreSettings& settings);

  // The number of rows that it changed.
  std::int64_t run(Statement name, const std::vector<Value>& values);
  std::optional<StoredSession> find_session(const std::vector<Value>& values);
  // One portion of each table.
  void remove_some_expired(TimePoint now);

 private:
  [[noreturn]] void fail() const;
  void check(int code) const {
    if (code != SQLITE_OK) fail();
  }
  int execute(const char* script) const {
    return sqlite3_exec(handle_.get(), script, nullptr, nullptr, nullptr);
  }
  std::int64_t read_number(const char* query) const;
  void switch_to_wal(Milliseconds patience) const;
  void require_schema() const;
  sqlite3_stmt* prepared(Statement name) const;
  void bind(sqlite3_stmt* statement, const std::vector<Value>& values) const;
  bool step(sqlite3_stmt* statement) const;

  std::mutex mutex_;
  std::unique_ptr<sqlite3, CloseConnection> handle_;
  std::array<std::unique_ptr<sqlite3_stmt, FinalizeStatement>, statement_texts.size()> statements_;
};

SqliteStore::Connection::Connection(const SqliteStoreSettings& settings) {
  if (settings.path.empty() || settings.busy_timeout < Milliseconds(0)) {
    throw std::invalid_argument("session store: needs a path, and a timeout that is not negative");
  }
  create_file(settings.path);
  sqlite3* opened = nullptr;
  const int code = sqlite3_open_v2(
      settings.path.c_str(), &opened, SQLITE_OPEN_READWRITE | SQLITE_OPEN_NOMUTEX, nullptr
  );
  handle_.reset(opened);
  check(code);
  check(sqlite3_busy_timeout(opened, static_cast<int>(settings.busy_timeout.count())));
  sqlite3_db_config(opened, SQLITE_DBCONFIG_DEFENSIVE, 1, nullptr);
  require_schema();
  switch_to_wal(settings.busy_timeout);
  check(execute("PRAGMA synchronous = FULL; PRAGMA temp_store = MEMORY"));
  for (std::size_t i = 0; i < statements_.size(); ++i) {
    sqlite3_stmt* compiled = nullptr;
    check(sqlite3_prepare_v3(
        opened, statement_texts[i], -1, SQLITE_PREPARE_PERSISTENT, &compiled, nullptr
    ));
    statements_[i].reset(compiled);
  }
}

void SqliteStore::Connection::fail() const {
  throw std::runtime_error(std::string("session store: ") + sqlite3_errmsg(handle_.get()));
}

std::int64_t SqliteStore::Connection::read_number(const char* query) const {
  sqlite3_stmt* compiled = nullptr;
  check(sqlite3_prepare_v2(handle_.get(), query, -1, &compiled, nullptr));
  const std::unique_ptr<sqlite3_stmt, FinalizeStatement> statement(compiled);
  if (sqlite3_step(compiled) != SQLITE_ROW) fail();
  return sqlite3_column_int64(compiled, 0);
}

// SQLite does not wait for the lock of this by itself.
void SqliteStore::Connection::switch_to_wal(Milliseconds patience) const {
  const auto give_up_at = std::chrono::steady_clock::now() + patience;
  while (true) {
    const int code = execute("PRAGMA journal_mode = WAL");
    if (code == SQLITE_OK) return;
    if (code != SQLITE_BUSY || std::chrono::steady_clock::now() > give_up_at) fail();
    std::this_thread::sleep_for(Milliseconds(5));
  }
}

// Several processes may begin at once: the first makes the tables, under the lock of a writer.
void SqliteStore::Connection::require_schema() const {
  check(execute("BEGIN IMMEDIATE"));
  if (read_number("SELECT count(*) FROM sqlite_schema") == 0) check(execute(schema));
  const bool is_ours = read_number("PRAGMA application_id") == application_id &&
                       read_number("PRAGMA user_version") == schema_version;
  check(execute("COMMIT"));
  if (!is_ours) {
    throw std::runtime_error("session store: the file is something else, or of another version");
  }
}

sqlite3_stmt* SqliteStore::Connection::prepared(Statement name) const {
  return statements_[static_cast<std::size_t>(name)].get();
}

void SqliteStore::Connection::bind(sqlite3_stmt* statement, const std::vector<Value>& values)
    const {
  int index = 0;
  for (const Value& value : values)
    check(bind_value(statement, ++index, value));
}

bool SqliteStore::Connection::step(sqlite3_stmt* statement) const {
  const int code = sqlite3_step(statement);
  if (code != SQLITE_ROW && code != SQLITE_DONE) fail();
  return code == SQLITE_ROW;
}

std::int64_t SqliteStore::Connection::run(Statement name, const std::vector<Value>& values) {
  const std::lock_guard lock(mutex_);
  const ResetAtExit use{prepared(name)};
  bind(use.statement, values);
  step(use.statement);
  return sqlite3_changes64(handle_.get());
}

std::optional<StoredSession> SqliteStore::Connection::find_session(const std::vector<Value>& values
) {
  const std::lock_guard lock(mutex_);
  const ResetAtExit use{prepared(Statement::find)};
  bind(use.statement, values);
  if (!step(use.statement)) return std::nullopt;
  return current_session(use.statement);
}

void SqliteStore::Connection::remove_some_expired(TimePoint now) {
  try {
    run(Statement::remove_expired_sessions, {to_unix_ms(now)});
    run(Statement::remove_expired_marks, {to_unix_ms(now)});
  } catch (const std::runtime_error&) {
    // The caller's own write is done; the next one tries again.
  }
}

SqliteStore::SqliteStore(const SqliteStoreSettings& settings)
    : connection_(std::make_unique<Connection>(settings)) {}

SqliteStore::~SqliteStore() = default;

std::optional<StoredSession> SqliteStore::find(const std::string& key, TimePoint now) {
  return connection_->find_session({key, to_unix_ms(now)});
}

SessionStore::Write SqliteStore::insert(
    const std::string& key, const StoredSession& session, TimePoint now
) {
  const auto written = connection_->run(
      Statement::insert,
      {key,
       Blob{session.sealed},
       session.user_key,
       session.provider_session_key,
       to_unix_ms(session.expires_at),
       to_unix_ms(now)}
  );
  connection_->remove_some_expired(now);
  return written == 1 ? Write::done : Write::conflict;
}

SessionStore::Write SqliteStore::update(
    const std::string& key, const StoredSession& session, TimePoint now
) {
  const auto written = connection_->run(
      Statement::update,
      {key,
       Blob{session.sealed},
       session.user_key,
       session.provider_session_key,
       to_unix_ms(session.expires_at),
       to_unix_ms(now),
       session.version}
  );
  return written == 1 ? Write::done : Write::conflict;
}

void SqliteStore::remove(const std::string& key) {
  connection_->run(Statement::remove, {key});
}

void SqliteStore::remove_of_user(const std::string& user_key) {
  if (!user_key.empty()) connection_->run(Statement::remove_of_user, {user_key});
}

void SqliteStore::remove_of_provider_session(const std::string& provider_session_key) {
  if (provider_session_key.empty()) return;
  connection_->run(Statement::remove_of_provider_session, {provider_session_key});
}

bool SqliteStore::try_lock(
    const std::string& name, const std::string& owner, TimePoint now, TimePoint until
) {
  return connection_->run(
             Statement::take_mark, {"lease", name, owner, to_unix_ms(until), to_unix_ms(now)}
         ) == 1;
}

void SqliteStore::unlock(const std::string& name, const std::string& owner) {
  connection_->run(Statement::give_mark_back, {"lease", name, owner});
}

Sighting SqliteStore::remember(const std::string& name, TimePoint now, TimePoint until) {
  const auto taken = connection_->run(
      Statement::take_mark, {"sighting", name, "", to_unix_ms(until), to_unix_ms(now)}
  );
  connection_->remove_some_expired(now);
  return taken == 1 ? Sighting::first : Sighting::repeated;
}

void SqliteStore::remove_expired(TimePoint now) {
  for (const auto statement :
       {Statement::remove_expired_sessions, Statement::remove_expired_marks}) {
    while (connection_->run(statement, {to_unix_ms(now)}) > 0) {
    }
  }
}

}  // namespace daemun::auth
