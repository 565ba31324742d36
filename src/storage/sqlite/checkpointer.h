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

class Checkpointer {
 public:
  explicit Checkpointer(const std::string& path);
  ~Checkpointer();

  // The writer tells the length of the log after each commit ...
  void log_has(int pages);
  // ... and stands back here before each transaction, for the short time in which a large log is
  // truncated. Under steady load a log that is only copied never comes to its end.
  void wait_while_truncating();

 private:
  void run();
  int pending_checkpoint();
  void checkpoint(int pages);
  void set_truncating(bool truncating);

  SqliteConnection connection_;
  std::mutex mutex_;
  std::condition_variable changed_;
  int pages_ = 0;  // in the log now
  int pages_at_last_run_ = 0;
  bool truncating_ = false;
  bool stopping_ = false;
  std::thread thread_;
};

}  // namespace daemun::storage

#endif
