#include "storage/sqlite/sqlite_readers.h"

#include "base/log.h"

#include <exception>
#include <mutex>
#include <utility>
#include <vector>

namespace daemun::storage {
namespace {

// Their addresses identify the prepared statements.
constexpr const char* begin_snapshot = "BEGIN";
constexpr const char* end_snapshot = "COMMIT";
const std::vector<SqlValue> no_parameters;

}  // namespace

bool SqliteReader::begin(std::uint64_t commits) {
  const bool had_one = connection_.in_transaction();
  if (had_one && seen_commits_ == commits) return false;
  if (had_one) end();
  connection_.run(begin_snapshot, no_parameters);
  seen_commits_ = commits;
  return !had_one;
}

void SqliteReader::end() noexcept {
  try {
    if (connection_.in_transaction()) connection_.run(end_snapshot, no_parameters);
  } catch (const std::exception& error) {
    log_error("sqlite_snapshot_not_ended", {{"reason", error.what()}});
  }
}

Rows SqliteReader::query(const Query& query) {
  return connection_.query(query);
}

struct SqliteReaders::Pool {
  explicit Pool(std::string file) : path(std::move(file)) {}

  SqliteReader* take() {
    {
      const std::lock_guard lock(mutex);
      if (!idle.empty()) {
        SqliteReader* reader = idle.back();
        idle.pop_back();
        return reader;
      }
    }
    auto opened = std::make_unique<SqliteReader>(path);
    const std::lock_guard lock(mutex);
    all.push_back(std::move(opened));
    return all.back().get();
  }

  void give_back(SqliteReader* reader) {
    reader->end();
    const std::lock_guard lock(mutex);
    idle.push_back(reader);
  }

  const std::string path;
  std::mutex mutex;
  std::vector<std::unique_ptr<SqliteReader>> all;
  std::vector<SqliteReader*> idle;
};

// The readers that a thread holds of one pool. The pool may be gone: then so is the reader.
struct SqliteReaders::Lease {
  std::weak_ptr<Pool> pool;
  const Pool* identity;
  SqliteReader* reader;
};

struct SqliteReaders::Leases {
  ~Leases() {
    for (const auto& lease : list) {
      if (const auto pool = lease.pool.lock()) pool->give_back(lease.reader);
    }
  }

  std::vector<Lease> list;  // a process has one database, a test a few
};

// Waits in the loop behind what is ready now, and ends the snapshot; also when the loop is
// destroyed before it got there. On another thread, which ends a loop whose own is gone, the reader
// may be somebody else's by now: it had no snapshot any more when it was given back.
class SqliteReaders::TurnEnd {
 public:
  explicit TurnEnd(SqliteReader& reader) : reader_(&reader) {}
  TurnEnd(TurnEnd&& other) noexcept : reader_(std::exchange(other.reader_, nullptr)) {}
  TurnEnd(const TurnEnd&) = delete;
  TurnEnd& operator=(const TurnEnd&) = delete;
  TurnEnd& operator=(TurnEnd&&) = delete;
  ~TurnEnd() { end(); }

  void operator()() { end(); }

 private:
  void end() {
    const SqliteReader* reader = std::exchange(reader_, nullptr);
    if (reader == nullptr) return;
    for (const auto& lease : leases_of_this_thread().list) {
      const auto pool = lease.pool.lock();
      if (pool && lease.reader == reader) lease.reader->end();
    }
  }

  const SqliteReader* reader_;
};

SqliteReaders::Leases& SqliteReaders::leases_of_this_thread() {
  thread_local Leases leases;
  return leases;
}

SqliteReaders::SqliteReaders(std::string path) : pool_(std::make_shared<Pool>(std::move(path))) {}

SqliteReaders::~SqliteReaders() = default;

// A read in a transaction of its own costs 0.9 us more than one within another's, most of it two
// locks of the file; one with a snapshot for the turn, 0.3 us.
SqliteReader& SqliteReaders::of_this_turn(const Executor& loop) {
  SqliteReader& reader = of_this_thread();
  // The number first: the snapshot may have more.
  const auto commits = commits_.load(std::memory_order_acquire);
  if (reader.begin(commits)) boost::asio::post(loop, TurnEnd(reader));
  return reader;
}

SqliteReader& SqliteReaders::of_this_thread() {
  Leases& leases = leases_of_this_thread();
  for (const auto& lease : leases.list) {
    // A dead pool keeps its address from being used again until its last weak_ptr goes below.
    if (lease.identity == pool_.get() && !lease.pool.expired()) return *lease.reader;
  }
  std::erase_if(leases.list, [](const Lease& lease) { return lease.pool.expired(); });
  SqliteReader* reader = pool_->take();
  leases.list.push_back({.pool = pool_, .identity = pool_.get(), .reader = reader});
  return *reader;
}

}  // namespace daemun::storage
