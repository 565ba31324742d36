#include "storage/postgres/postgres_loop_reader.h"

#include <algorithm>
#include <iterator>
#include <utility>

namespace daemun::storage {
namespace {

void append_commands(const std::vector<Query>& queries, std::vector<PostgresCommand>& commands) {
  for (const auto& query : queries)
    commands.push_back(to_command(query));
}

}  // namespace

void PostgresLoopReader::connect(std::unique_ptr<PostgresConnection> connection) {
  watch_.emplace(loop_, connection->descriptor());
  connection_ = std::move(connection);
  is_connected_ = true;
}

Task<LoopOutcome> PostgresLoopReader::read(const std::vector<Query>& queries) {
  if (waiting_.size() + sent_.size() >= limit_) {
    LoopOutcome full{.is_answered = true};
    full.read.failure = make_unavailable("too many reads are waiting for the database");
    co_return full;
  }
  const auto start = [this, &queries](Resume<LoopOutcome> resume) {
    ask(queries, std::move(resume));
  };
  auto outcome = co_await suspend_on_loop<LoopOutcome>(start);
  co_return outcome;
}

void PostgresLoopReader::ask(const std::vector<Query>& queries, Resume<LoopOutcome> resume) {
  waiting_.push_back({.queries = &queries, .resume = std::move(resume)});
  if (std::exchange(flush_is_due_, true)) return;
  run_on(loop_, [weak = weak_from_this()] {
    if (const auto self = weak.lock()) self->flush();
  });
}

// Runs a step on the connection; a broken one is given up.
template <typename Step>
void PostgresLoopReader::attempt(Step step) {
  try {
    step();
  } catch (const ConnectionLost& error) {
    const bool timed_out = error.cause == ConnectionLost::Cause::timeout;
    lose(timed_out ? std::optional(make_unavailable(error.what())) : std::nullopt);
  } catch (const std::exception& error) {
    // Out of memory, or an answer that makes no sense.
    lose(make_unavailable(error.what()));
  }
}

void PostgresLoopReader::flush() {
  flush_is_due_ = false;
  if (!connection_) return lose(std::nullopt);
  attempt([this] { send_batch(); });
}

// One batch at a time: what is asked while it is under way makes the next one larger.
void PostgresLoopReader::send_batch() {
  if (!connection_->owes_nothing() || waiting_.empty()) return;
  std::vector<PostgresCommand> commands;
  while (!waiting_.empty() && commands.size() < batch_limit) {
    append_commands(*waiting_.front().queries, commands);
    sent_.push_back(std::move(waiting_.front()));
    waiting_.pop_front();
  }
  set_silent_since(std::chrono::steady_clock::now());
  connection_->send(commands);
  watch();
}

void PostgresLoopReader::watch() {
  const auto act = [this](bool& waits, WatchedDescriptor::Event event) {
    if (std::exchange(waits, true)) return;
    watch_->wait_until(event, [this, &waits] {
      waits = false;
      receive();
    });
  };
  act(waits_until_readable_, WatchedDescriptor::Event::readable);
  if (connection_->flush() == PostgresConnection::Sent::part)
    act(waits_until_writable_, WatchedDescriptor::Event::writable);
}

void PostgresLoopReader::receive() {
  const auto self = shared_from_this();  // a caller may end what keeps it
  attempt([this] {
    connection_->receive();
    take_answers();
    send_batch();
    // The end of a batch may come after the last answer.
    if (!connection_->owes_nothing()) watch();
  });
  for (auto& call : std::exchange(answered_, {}))
    call.resume(std::move(call.outcome));
}

void PostgresLoopReader::take_answers() {
  PostgresAnswer answer;
  while (true) {
    switch (connection_->next(answer)) {
      case PostgresConnection::Next::nothing:
        return;
      case PostgresConnection::Next::answer:
        take(answer);
        break;
      case PostgresConnection::Next::end_of_batch:
        end_batch();
        return;
    }
  }
}

void PostgresLoopReader::take(PostgresAnswer& answer) {
  if (sent_.empty()) throw std::runtime_error("PostgreSQL answers what was not asked");
  Call& call = sent_.front();
  auto& read = call.outcome.read;
  if (answer.state == PostgresAnswer::State::failed) read.failure = to_failure(answer.error);
  if (answer.state == PostgresAnswer::State::skipped && !read.failure) call.was_skipped = true;
  read.rows.push_back(std::move(answer.rows));
  set_silent_since(std::chrono::steady_clock::now());
  if (read.rows.size() < call.queries->size()) return;
  call.outcome.is_answered = true;
  auto& target = call.was_skipped ? skipped_ : answered_;
  target.push_back(std::move(call));
  sent_.pop_front();
}

// What an error of another call has skipped is asked again, before what came later.
void PostgresLoopReader::end_batch() {
  set_silent_since({});
  if (!sent_.empty()) throw std::runtime_error("PostgreSQL owes an answer");
  for (; !skipped_.empty(); skipped_.pop_back()) {
    Call& call = skipped_.back();
    waiting_.push_front({.queries = call.queries, .resume = std::move(call.resume)});
  }
}

void PostgresLoopReader::set_silent_since(Instant now) {
  silent_since_.store(now.time_since_epoch().count(), std::memory_order_relaxed);
}

std::optional<PostgresLoopReader::Instant> PostgresLoopReader::silent_since() const {
  const auto count = silent_since_.load(std::memory_order_relaxed);
  if (count == 0) return std::nullopt;
  return Instant(Instant::duration(count));
}

void PostgresLoopReader::give_up(Instant oldest) {
  const auto since = silent_since();
  if (since && *since < oldest) lose(make_unavailable("PostgreSQL does not answer"));
}

void PostgresLoopReader::close(const CallFailure& failure) {
  lose(failure);
}

PostgresLoopReader::Calls PostgresLoopReader::drop_calls() {
  Calls calls = std::exchange(sent_, {});
  for (auto* more : {&skipped_, &waiting_}) {
    std::move(more->begin(), more->end(), std::back_inserter(calls));
    more->clear();
  }
  return calls;
}

void PostgresLoopReader::lose(const std::optional<CallFailure>& failure) {
  const auto self = shared_from_this();
  watch_.reset();
  connection_.reset();
  is_connected_ = false;
  waits_until_readable_ = waits_until_writable_ = false;
  set_silent_since({});
  for (auto& call : drop_calls())
    call.resume({.read = {{}, failure}, .is_answered = failure.has_value()});
}

std::unique_ptr<PostgresConnection> PostgresLoopReader::release() {
  watch_.reset();
  auto connection = std::exchange(connection_, nullptr);
  if (connection && !connection->owes_nothing()) connection.reset();
  drop_calls();
  return connection;
}

}  // namespace daemun::storage
