// The one thread that writes: it drains the queue and commits up to 64 plans in one transaction
// with one fsync, or none when all of them are unsynced, each plan in a savepoint of its own.
#ifndef DAEMUN_STORAGE_SQLITE_SQLITE_WRITER_H
#define DAEMUN_STORAGE_SQLITE_SQLITE_WRITER_H

#include "storage/calls.h"
#include "storage/sqlite/checkpointer.h"
#include "storage/sqlite/sqlite_connection.h"

#include <functional>
#include <string>
#include <thread>
#include <vector>

namespace daemun::storage {

class SqliteWriter {
 public:
  // `committed` is called after each transaction, on the writer's thread and before its callers are
  // resumed.
  SqliteWriter(const std::string& path, std::size_t queue_limit, std::function<void()> committed);
  // Finishes the batch in hand; what waits in the queue fails with Unavailable.
  ~SqliteWriter();

  CommitQueue& queue() { return queue_; }

 private:
  void run();
  void commit_batch(std::vector<CommitCall> calls);
  std::vector<CommitOutcome> apply_batch(const std::vector<CommitCall>& calls);
  void keep(Durability durability);
  CommitOutcome apply_in_savepoint(const Plan& plan);
  CommitOutcome apply(const Plan& plan);
  void roll_back() noexcept;

  CommitQueue queue_;
  std::function<void()> committed_;
  SqliteConnection connection_;
  Checkpointer checkpointer_;
  Durability durability_ = Durability::synced;
  std::thread thread_;
};

}  // namespace daemun::storage

#endif
