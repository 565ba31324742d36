// The thread that writes: up to 64 plans in one transaction, in two round trips.
//
// The statements of all plans go out at once; COMMIT follows when every row count is as expected.
// When a plan fails, the transaction is rolled back and split at that plan, so that one bad plan
// costs its neighbours a retry and nothing else. There is one such thread: two would meet in
// deadlocks over rows that both batches touch.
#ifndef DAEMUN_STORAGE_POSTGRES_POSTGRES_WRITER_H
#define DAEMUN_STORAGE_POSTGRES_POSTGRES_WRITER_H

#include "storage/calls.h"
#include "storage/postgres/postgres_link.h"

#include <span>
#include <string>
#include <thread>
#include <vector>

namespace daemun::storage {

class PostgresWriter {
 public:
  // Connects at once. Throws ConnectionLost.
  PostgresWriter(const std::string& url, std::size_t queue_limit);
  // Finishes the batch in hand; what waits in the queue fails with Unavailable.
  ~PostgresWriter();

  CommitQueue& queue() { return queue_; }

 private:
  // How one attempt at a transaction ended.
  struct Attempt {
    enum class End {
      committed,   // `verdicts` says of each call: committed, or a conflict that changed nothing
      refused,     // nothing happened, because of the call at `index`; see `verdict`
      contention,  // nothing happened, because of another transaction
      lost,        // nothing happened, because the connection broke before COMMIT
      unknown,     // COMMIT was sent and its outcome is not known
    } end;
    CommitOutcome verdict{};
    std::size_t index = 0;
    std::vector<CommitOutcome> verdicts{};
    bool may_reconnect = false;
  };
  using Calls = std::span<CommitCall>;

  void run();
  void settle(Calls calls);
  void settle_around(Calls calls, Attempt& refused);
  void settle_singly(Calls calls);
  Attempt attempt_with_retries(Calls calls);
  Attempt attempt(Calls calls);
  static Attempt judge(Calls calls, const std::vector<PostgresAnswer>& answers);
  static Attempt refusal(std::size_t call, const PostgresAnswer& answer, std::size_t statement);
  Attempt send_commit(Attempt result, Durability durability);
  void roll_back(PostgresConnection& connection);

  CommitQueue queue_;
  PostgresLink link_;
  std::thread thread_;
};

}  // namespace daemun::storage

#endif
