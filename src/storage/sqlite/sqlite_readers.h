// A read connection for every thread that reads: no lock and no hand-over on the way of a query.
#ifndef DAEMUN_STORAGE_SQLITE_SQLITE_READERS_H
#define DAEMUN_STORAGE_SQLITE_SQLITE_READERS_H

#include "storage/sqlite/sqlite_connection.h"

#include <memory>
#include <string>

namespace daemun::storage {

class SqliteReaders {
 public:
  explicit SqliteReaders(std::string path);
  // Closes the connections of all threads; none of them may be reading.
  ~SqliteReaders();

  // The connection of the calling thread, opened at first use. When a thread ends, the next new one
  // takes its connection over. Throws SqliteError.
  SqliteConnection& of_this_thread();

 private:
  struct Pool;
  struct Lease;
  struct Leases;

  std::shared_ptr<Pool> pool_;
};

}  // namespace daemun::storage

#endif
