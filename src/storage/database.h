// The seam between stores and engines: one read, one commit.
#ifndef DAEMUN_STORAGE_DATABASE_H
#define DAEMUN_STORAGE_DATABASE_H

#include "base/result.h"
#include "base/task.h"
#include "storage/sql.h"

#include <memory>
#include <stdexcept>
#include <string>
#include <vector>

namespace daemun::storage {

enum class Engine { sqlite, postgres };

// The engine cannot work with a parameter: a pattern that it does not understand.
struct WrongValue : std::runtime_error {
  using std::runtime_error::runtime_error;
};

// Thread-safe. Throws daemun::Unavailable when the engine cannot be reached or its queue is full,
// WrongValue for a parameter, std::runtime_error when a statement is wrong.
class Database {
 public:
  virtual ~Database() = default;

  virtual Engine engine() const = 0;

  // Sees everything that was committed before the call, by this process.
  virtual Task<Rows> read(Query query) = 0;
  // Several queries in one go (one round trip on PostgreSQL), each with its rows.
  virtual Task<std::vector<Rows>> read_all(std::vector<Query> queries) = 0;

  // Durable when it returns success, unless the plan is unsynced; the caller is resumed on its own
  // loop after the commit. A plan that changes settings raises their version.
  virtual Task<Result<void, Conflict>> commit(Plan plan) = 0;

  // The number of read queries and plans so far, for metrics and for tests against N+1 queries.
  struct Counters {
    std::uint64_t reads = 0;
    std::uint64_t commits = 0;
    std::uint64_t conflicts = 0;
  };
  virtual Counters counters() const = 0;
};

struct DatabaseConfig {
  // "postgres://…" or "postgresql://…", "sqlite:<path>", "sqlite::memory:" (private, for tests).
  std::string url;
  unsigned postgres_connections = 8;
  std::size_t queue_limit = 10'000;
};

// Opens the database without migrating it. Throws std::runtime_error with a readable reason.
std::unique_ptr<Database> open_database(const DatabaseConfig& config);

}  // namespace daemun::storage

#endif
