// The calls that wait in the queues of the engines, and how their outcome reaches the caller.
#ifndef DAEMUN_STORAGE_CALLS_H
#define DAEMUN_STORAGE_CALLS_H

#include "base/task.h"
#include "storage/batch_queue.h"
#include "storage/database.h"

#include <atomic>
#include <chrono>
#include <optional>
#include <span>
#include <string>
#include <vector>

namespace daemun::storage {

// A caller waits no longer than this for an answer of the engine.
inline constexpr std::chrono::seconds call_deadline{5};
// Plans in one transaction, queries in one round trip.
inline constexpr std::size_t batch_limit = 64;

// An exception to be thrown on the caller's thread. Exception objects themselves stay on theirs.
struct CallFailure {
  enum class Kind { unavailable, wrong_statement, wrong_value } kind;
  std::string reason;
};

[[noreturn]] void throw_failure(const CallFailure& failure);

inline CallFailure make_unavailable(std::string reason) {
  return {CallFailure::Kind::unavailable, std::move(reason)};
}

// The verdict on a plan: committed when both are empty.
struct CommitOutcome {
  std::optional<Conflict> conflict;
  std::optional<CallFailure> failure;
};

struct ReadOutcome {
  std::vector<Rows> rows;
  std::optional<CallFailure> failure;
};

struct CommitCall {
  Plan plan;
  Resume<CommitOutcome> resume;
  std::chrono::steady_clock::time_point queued_at = std::chrono::steady_clock::now();
};

struct ReadCall {
  std::vector<Query> queries;
  Resume<ReadOutcome> resume;
  std::chrono::steady_clock::time_point queued_at = std::chrono::steady_clock::now();
};

using CommitQueue = BatchQueue<CommitCall>;
using ReadQueue = BatchQueue<ReadCall>;

// Wait for a worker thread; the caller is resumed on its own loop.
Task<CommitOutcome> wait_in(CommitQueue& queue, Plan plan);
Task<ReadOutcome> wait_in(ReadQueue& queue, std::vector<Query> queries);

template <typename Call>
void fail_all(std::vector<Call>& calls, const CallFailure& failure) {
  for (auto& call : calls)
    call.resume({{}, failure});
}

// One commit for all of them waits for the disk when one of them must.
Durability durability_of(std::span<const CommitCall> calls);

// Fails the calls that have waited beyond their deadline and removes them.
template <typename Call>
void drop_overdue(std::vector<Call>& calls) {
  const auto oldest = std::chrono::steady_clock::now() - call_deadline;
  std::erase_if(calls, [&](Call& call) {
    if (call.queued_at >= oldest) return false;
    call.resume({{}, make_unavailable("the database is overloaded")});
    return true;
  });
}

// Throws std::runtime_error for text that PostgreSQL cannot hold (NUL, not UTF-8), so that both
// engines refuse the same.
void require_storable(const std::vector<SqlValue>& parameters);
void require_storable(const Plan& plan);

// Ends a plan that changes settings by raising their version, so that other processes drop what
// they keep of them.
void add_settings_version(Plan& plan);

// Counters shared by the loops.
class CallCounters {
 public:
  void count_reads(std::size_t queries) { reads_.fetch_add(queries, std::memory_order_relaxed); }
  void count(const CommitOutcome& outcome);
  Database::Counters values() const;

 private:
  std::atomic<std::uint64_t> reads_ = 0;
  std::atomic<std::uint64_t> commits_ = 0;
  std::atomic<std::uint64_t> conflicts_ = 0;
};

// The outcome as the caller of commit() sees it.
Result<void, Conflict> to_result(CommitOutcome outcome);

}  // namespace daemun::storage

#endif
