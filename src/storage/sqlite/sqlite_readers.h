// A read connection for every thread that reads: no lock and no hand-over on the way of a query.
//
// All reads of a turn of the thread's loop see one snapshot, which ends with the turn, so that none
// is held for long and checkpoints get on. A commit of this process ends it at once: whoever knows
// of a commit, because its caller was told, finds it in the next read.
#ifndef DAEMUN_STORAGE_SQLITE_SQLITE_READERS_H
#define DAEMUN_STORAGE_SQLITE_SQLITE_READERS_H

#include "base/task.h"
#include "storage/sqlite/sqlite_connection.h"

#include <atomic>
#include <cstdint>
#include <memory>
#include <string>

namespace daemun::storage {

// Of one thread. Not for several.
class SqliteReader {
 public:
  explicit SqliteReader(const std::string& path)
      : connection_(path, SqliteConnection::Use::read_only) {}

  // Begins a snapshot unless there is one that has seen so many commits. True when there was none.
  bool begin(std::uint64_t commits);
  void end() noexcept;
  // Throws as SqliteConnection::query.
  Rows query(const Query& query);

 private:
  SqliteConnection connection_;
  std::uint64_t seen_commits_ = 0;  // when the snapshot began
};

class SqliteReaders {
 public:
  explicit SqliteReaders(std::string path);
  // Closes the connections of all threads; none of them may be reading.
  ~SqliteReaders();

  // The reader of the calling thread, with a snapshot that has all commits that were announced. It
  // is good for the reads of this turn of the loop: to be asked for again after each wait.
  // Throws SqliteError.
  SqliteReader& of_this_turn(const Executor& loop);

  // After a commit, and before its callers are told.
  void announce_commit() { commits_.fetch_add(1, std::memory_order_release); }

 private:
  struct Pool;
  struct Lease;
  struct Leases;
  class TurnEnd;

  static Leases& leases_of_this_thread();
  SqliteReader& of_this_thread();

  std::shared_ptr<Pool> pool_;
  std::atomic<std::uint64_t> commits_ = 0;
};

}  // namespace daemun::storage

#endif
