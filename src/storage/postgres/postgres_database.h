// The engine for several nodes: PostgreSQL over a few pipelined connections. Each loop reads over
// one that it drives itself; a thread writes, and others read what may take long.
#ifndef DAEMUN_STORAGE_POSTGRES_POSTGRES_DATABASE_H
#define DAEMUN_STORAGE_POSTGRES_POSTGRES_DATABASE_H

#include "storage/calls.h"
#include "storage/postgres/postgres_loops.h"
#include "storage/postgres/postgres_readers.h"
#include "storage/postgres/postgres_writer.h"

#include <memory>
#include <string>

namespace daemun::storage {

class PostgresDatabase final : public Database {
 public:
  // One connection writes, the others read: a part for the threads, the rest for the loops. Throws
  // std::runtime_error when the server is away.
  PostgresDatabase(const std::string& url, const DatabaseConfig& config);

  Engine engine() const override { return Engine::postgres; }
  Task<Rows> read(Query query) override;
  Task<std::vector<Rows>> read_all(std::vector<Query> queries) override;
  Task<Result<void, Conflict>> commit(Plan plan) override;
  Counters counters() const override { return counters_->values(); }

 private:
  PostgresWriter writer_;
  PostgresReaders readers_;
  PostgresLoops loops_;
  // Shared with calls that are still on their way back when the database is destroyed.
  std::shared_ptr<CallCounters> counters_ = std::make_shared<CallCounters>();
};

}  // namespace daemun::storage

#endif
