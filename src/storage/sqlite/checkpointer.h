// Copies the write-ahead log back into the database on a thread of its own, so that the writer
// never waits for it (measured: the checkpoint on the writer makes the p99 of commits).
#ifndef DAEMUN_STORAGE_SQLITE_CHECKPOINTER_H
#define DAEMUN_STORAGE_SQLITE_CHECKPOINTER_H

#include "storage/sqlite/sqlite_connection.h"

#include <condition_variable>
#include <mutex>
#include <string>
#include <thread>

namespace daemun::storage {

// When a run is due: only while much of the log waits to be copied. SQLite before 3.51.3 can forget
// commits when a run begins while the log is copied whole and a commit starts it anew
// (sqlite.org/wal.html#walresetbug); as long as pages wait, no commit can.
class CheckpointSchedule {
 public:
  // The length of the log after a commit, in pages.
  void log_has(int pages);
  bool is_due() const;
  void begin() { handled_ = pages_; }
  // All pages of the log that have been copied, among them those that came after begin().
  void has_copied(int pages);

  int pages() const { return pages_; }

 private:
  int pages_ = 0;
  int handled_ = 0;  // copied, or left to the next run
};

class Checkpointer {
 public:
  explicit Checkpointer(const std::string& path);
  ~Checkpointer();

  // The writer tells the length of the log after each commit ...
  void log_has(int pages);
  // ... and holds the log for each transaction: a large log is truncated between two of them. Under
  // steady load a log that is only copied never comes to its end.
  [[nodiscard]] std::unique_lock<std::mutex> hold_log();

 private:
  void run();
  int pending_checkpoint();
  void checkpoint(int pages);

  SqliteConnection connection_;
  std::mutex log_;
  std::mutex mutex_;  // of what follows
  std::condition_variable changed_;
  CheckpointSchedule schedule_;
  bool stopping_ = false;
  std::thread thread_;
};

}  // namespace daemun::storage

#endif
