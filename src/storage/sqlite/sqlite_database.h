// The embedded engine: SQLite in WAL mode, durable at commit (synchronous=FULL).
#ifndef DAEMUN_STORAGE_SQLITE_SQLITE_DATABASE_H
#define DAEMUN_STORAGE_SQLITE_SQLITE_DATABASE_H

#include "storage/calls.h"
#include "storage/sqlite/sqlite_readers.h"
#include "storage/sqlite/sqlite_scanner.h"
#include "storage/sqlite/sqlite_writer.h"

#include <memory>
#include <string>

namespace daemun::storage {

// The file of a database, or a private one for tests: a file in memory-backed storage, removed at
// the end. (SQLite's own shared in-memory mode locks whole tables and has no WAL, so tests of it
// would not be tests of the server.)
class SqliteFile {
 public:
  // Empty: private. Throws std::runtime_error.
  explicit SqliteFile(std::string path);
  ~SqliteFile();
  SqliteFile(const SqliteFile&) = delete;
  SqliteFile& operator=(const SqliteFile&) = delete;

  const std::string& path() const { return path_; }
  bool is_private() const { return !directory_.empty(); }

 private:
  std::string path_;
  std::string directory_;
};

// Reads run on the caller's thread and share a snapshot for a turn of its loop, plans run on the
// writer's thread, scans on the scanner's.
class SqliteDatabase final : public Database {
 public:
  // Throws std::runtime_error. A private database is opened migrated: nobody else could do it.
  SqliteDatabase(std::string path, std::size_t queue_limit);

  Engine engine() const override { return Engine::sqlite; }
  Task<Rows> read(Query query) override;
  Task<std::vector<Rows>> read_all(std::vector<Query> queries) override;
  Task<Result<void, Conflict>> commit(Plan plan) override;
  Counters counters() const override { return counters_->values(); }

 private:
  Rows read_here(const Executor& loop, const Query& query);

  SqliteFile file_;
  SqliteReaders readers_;
  SqliteWriter writer_;
  SqliteScanner scanner_;
  // Shared with calls that are still on their way back when the database is destroyed.
  std::shared_ptr<CallCounters> counters_ = std::make_shared<CallCounters>();
};

}  // namespace daemun::storage

#endif
