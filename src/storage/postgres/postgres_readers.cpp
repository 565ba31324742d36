#include "storage/postgres/postgres_readers.h"

namespace daemun::storage {
namespace {

// The queries of a batch of calls, answered in as many round trips as there are wrong queries.
class ReadBatch {
 public:
  explicit ReadBatch(std::vector<ReadCall> calls) : calls_(std::move(calls)) {}

  bool is_answered() const { return answered_ == calls_.size(); }
  void run_on(PostgresConnection& connection);
  void fail(const CallFailure& failure);

 private:
  std::vector<PostgresCommand> commands() const;

  std::vector<ReadCall> calls_;
  std::size_t answered_ = 0;  // calls at the front that have their answer
};

std::vector<PostgresCommand> ReadBatch::commands() const {
  std::vector<PostgresCommand> list;
  for (std::size_t i = answered_; i < calls_.size(); ++i) {
    for (const auto& query : calls_[i].queries)
      list.push_back(to_command(query));
  }
  return list;
}

// Answers the calls up to the first wrong query, and that one; the calls behind it were skipped.
void ReadBatch::run_on(PostgresConnection& connection) {
  auto answers = connection.run(commands());
  std::size_t next = 0;
  while (!is_answered()) {
    ReadOutcome outcome;
    for (std::size_t i = 0; i < calls_[answered_].queries.size() && !outcome.failure; ++i) {
      auto& answer = answers[next++];
      if (answer.state == PostgresAnswer::State::failed) outcome.failure = to_failure(answer.error);
      outcome.rows.push_back(std::move(answer.rows));
    }
    const bool failed = outcome.failure.has_value();
    calls_[answered_++].resume(std::move(outcome));
    if (failed) return;
  }
}

void ReadBatch::fail(const CallFailure& failure) {
  while (!is_answered())
    calls_[answered_++].resume({{}, failure});
}

void answer(std::vector<ReadCall> calls, PostgresLink& link) {
  ReadBatch batch(std::move(calls));
  // Reading twice does no harm: a connection that died while it was idle shows only now.
  bool may_reconnect = true;
  while (!batch.is_answered()) {
    bool was_connected = false;
    try {
      PostgresConnection& connection = link.get();
      was_connected = true;
      batch.run_on(connection);
    } catch (const ConnectionLost& error) {
      link.drop();
      const bool timed_out = error.cause == ConnectionLost::Cause::timeout;
      if (!was_connected || timed_out || !may_reconnect) batch.fail(make_unavailable(error.what()));
      may_reconnect = false;
    } catch (const std::exception& error) {
      // Out of memory, or an answer that makes no sense: start over with a new connection.
      link.drop();
      batch.fail(make_unavailable(error.what()));
    }
  }
}

}  // namespace

PostgresReaders::PostgresReaders(const std::string& url, unsigned threads, std::size_t queue_limit)
    : workers_(threads), queue_(queue_limit) {
  for (unsigned i = 0; i < threads; ++i)
    threads_.emplace_back([this, url] { run(url); });
}

PostgresReaders::~PostgresReaders() {
  auto waiting = queue_.close();
  fail_all(waiting, make_unavailable("the database is being closed"));
  for (auto& thread : threads_)
    thread.join();
}

void PostgresReaders::run(const std::string& url) {
  PostgresLink link(url, PostgresConnection::Use::read_only);
  while (true) {
    auto calls = queue_.pop(batch_limit, workers_);
    if (calls.empty()) return;
    drop_overdue(calls);
    answer(std::move(calls), link);
  }
}

}  // namespace daemun::storage
