// Reads of one loop over one connection that the loop itself drives: no other thread has a part in
// them. What the coroutines of a turn ask goes out together at its end, and is answered together.
#ifndef DAEMUN_STORAGE_POSTGRES_POSTGRES_LOOP_READER_H
#define DAEMUN_STORAGE_POSTGRES_POSTGRES_LOOP_READER_H

#include "base/task_loop.h"
#include "storage/calls.h"
#include "storage/postgres/postgres_connection.h"

#include <atomic>
#include <chrono>
#include <deque>
#include <functional>
#include <memory>
#include <optional>
#include <vector>

namespace daemun::storage {

// `is_answered` is false when the connection was lost: nothing has happened, ask elsewhere.
struct LoopOutcome {
  ReadOutcome read{};
  bool is_answered = false;
};

// All but `is_connected` and `silent_since` on the loop's thread.
class PostgresLoopReader : public std::enable_shared_from_this<PostgresLoopReader> {
 public:
  using Instant = std::chrono::steady_clock::time_point;

  PostgresLoopReader(Executor loop, std::size_t limit) : loop_(std::move(loop)), limit_(limit) {}

  const Executor& loop() const { return loop_; }
  bool is_connected() const { return is_connected_.load(std::memory_order_relaxed); }
  void connect(std::unique_ptr<PostgresConnection> connection);

  // `queries` have to stay where they are until then. To be called while connected.
  Task<LoopOutcome> read(const std::vector<Query>& queries);

  // Since when the server owes an answer and has sent none.
  std::optional<Instant> silent_since() const;
  // When it is still silent since before `oldest`: the callers are told that it is away.
  void give_up(Instant oldest);
  // The callers are told why; the connection ends.
  void close(const CallFailure& failure);
  // The connection, where it owes nothing. For the end of the loop: callers go with it.
  std::unique_ptr<PostgresConnection> release();

 private:
  struct Call {
    const std::vector<Query>* queries;
    Resume<LoopOutcome> resume;
    LoopOutcome outcome{};
    bool was_skipped = false;  // by an error of a call before it
  };
  using Calls = std::deque<Call>;

  void ask(const std::vector<Query>& queries, Resume<LoopOutcome> resume);
  void flush();
  void send_batch();
  void watch();
  void receive();
  void take_answers();
  void take(PostgresAnswer& answer);
  void end_batch();
  template <typename Step>
  void attempt(Step step);
  void lose(const std::optional<CallFailure>& failure);
  Calls drop_calls();
  void set_silent_since(Instant now);

  const Executor loop_;
  const std::size_t limit_;
  std::unique_ptr<PostgresConnection> connection_;
  std::optional<WatchedDescriptor> watch_;
  Calls waiting_;
  Calls sent_;      // of the batch under way
  Calls skipped_;   // of that batch, to be sent once more
  Calls answered_;  // to be resumed
  bool flush_is_due_ = false;
  bool waits_until_readable_ = false;
  bool waits_until_writable_ = false;
  std::atomic<bool> is_connected_{false};
  std::atomic<Instant::rep> silent_since_{0};
};

}  // namespace daemun::storage

#endif
