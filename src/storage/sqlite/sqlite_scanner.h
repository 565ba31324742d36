// Long reads have a thread of their own: a search that looks at every row must not hold up the loop
// that asked for it, nor the requests that share it.
#ifndef DAEMUN_STORAGE_SQLITE_SQLITE_SCANNER_H
#define DAEMUN_STORAGE_SQLITE_SQLITE_SCANNER_H

#include "storage/calls.h"

#include <cstddef>
#include <memory>
#include <string>
#include <thread>

namespace daemun::storage {

class SqliteConnection;

class SqliteScanner {
 public:
  SqliteScanner(std::string path, std::size_t queue_limit);
  // Ends after the read in progress; waiting ones fail.
  ~SqliteScanner();
  SqliteScanner(const SqliteScanner&) = delete;
  SqliteScanner& operator=(const SqliteScanner&) = delete;

  // A read takes no longer than call_deadline, as in PostgreSQL.
  ReadQueue& queue() { return queue_; }

 private:
  void run();
  ReadOutcome answer(const std::vector<Query>& queries);

  const std::string path_;
  ReadQueue queue_;
  std::unique_ptr<SqliteConnection> connection_;  // opened at first use
  std::thread thread_;
};

}  // namespace daemun::storage

#endif
