#include "storage/sqlite/sqlite_readers.h"

#include <mutex>
#include <vector>

namespace daemun::storage {

struct SqliteReaders::Pool {
  explicit Pool(std::string file) : path(std::move(file)) {}

  SqliteConnection* take() {
    {
      const std::lock_guard lock(mutex);
      if (!idle.empty()) {
        SqliteConnection* connection = idle.back();
        idle.pop_back();
        return connection;
      }
    }
    auto opened = std::make_unique<SqliteConnection>(path, SqliteConnection::Use::read_only);
    const std::lock_guard lock(mutex);
    all.push_back(std::move(opened));
    return all.back().get();
  }

  void give_back(SqliteConnection* connection) {
    const std::lock_guard lock(mutex);
    idle.push_back(connection);
  }

  const std::string path;
  std::mutex mutex;
  std::vector<std::unique_ptr<SqliteConnection>> all;
  std::vector<SqliteConnection*> idle;
};

// The connections that a thread holds of one pool. The pool may be gone: then so is the connection.
struct SqliteReaders::Lease {
  std::weak_ptr<Pool> pool;
  const Pool* identity;
  SqliteConnection* connection;
};

struct SqliteReaders::Leases {
  ~Leases() {
    for (const auto& lease : list) {
      if (const auto pool = lease.pool.lock()) pool->give_back(lease.connection);
    }
  }

  std::vector<Lease> list;  // a process has one database, a test a few
};

SqliteReaders::SqliteReaders(std::string path) : pool_(std::make_shared<Pool>(std::move(path))) {}

SqliteReaders::~SqliteReaders() = default;

SqliteConnection& SqliteReaders::of_this_thread() {
  thread_local Leases leases;
  for (const auto& lease : leases.list) {
    // A dead pool keeps its address from being used again until its last weak_ptr goes below.
    if (lease.identity == pool_.get() && !lease.pool.expired()) return *lease.connection;
  }
  std::erase_if(leases.list, [](const Lease& lease) { return lease.pool.expired(); });
  SqliteConnection* connection = pool_->take();
  leases.list.push_back({.pool = pool_, .identity = pool_.get(), .connection = connection});
  return *connection;
}

}  // namespace daemun::storage
