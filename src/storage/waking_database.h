// A database that says when a message was committed to the outbox, so that it need not wait for the
// next look. Messages of other nodes, and those that are due later, are found by looking.
#ifndef DAEMUN_STORAGE_WAKING_DATABASE_H
#define DAEMUN_STORAGE_WAKING_DATABASE_H

#include "storage/database.h"

#include <functional>
#include <mutex>

namespace daemun::storage {

class WakingDatabase final : public Database {
 public:
  // Keeps a reference.
  explicit WakingDatabase(Database& database) : database_(database) {}

  // Called after each commit with a message, on the thread of the commit; must not block. Empty:
  // nobody listens. Returns when no call to the listener before is under way.
  void listen(std::function<void()> listener);

  Engine engine() const override { return database_.engine(); }
  Task<Rows> read(Query query) override;
  Task<std::vector<Rows>> read_all(std::vector<Query> queries) override;
  Task<Result<void, Conflict>> commit(Plan plan) override;
  Counters counters() const override { return database_.counters(); }

 private:
  Task<Result<void, Conflict>> commit_message(Plan plan);

  Database& database_;
  std::mutex mutex_;
  std::function<void()> listener_;
};

}  // namespace daemun::storage

#endif
