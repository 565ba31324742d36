#include "app/outbox_lane.h"

#include "base/log.h"

#include <algorithm>
#include <exception>
#include <stdexcept>
#include <utility>

namespace daemun::app {
namespace {

// However the sending ends.
class Flag {
 public:
  explicit Flag(bool& flag) : flag_(flag) { flag_ = true; }
  Flag(const Flag&) = delete;
  Flag& operator=(const Flag&) = delete;
  ~Flag() { flag_ = false; }

 private:
  bool& flag_;
};

std::string reason_of(const std::exception_ptr& error) {
  try {
    std::rethrow_exception(error);
  } catch (const std::exception& reason) {
    return reason.what();
  }
}

}  // namespace

Milliseconds delivery_pause(std::int64_t attempts) {
  constexpr Milliseconds first = std::chrono::seconds(10);
  constexpr Milliseconds longest = std::chrono::hours(1);
  constexpr std::int64_t doublings_to_longest = 9;
  const auto doublings = std::clamp<std::int64_t>(attempts, 0, doublings_to_longest);
  return std::min<Milliseconds>(longest, first * (1LL << doublings));
}

OutboxLane::OutboxLane(
    storage::Database& database,
    TenantId tenant,
    const Clock& clock,
    std::unique_ptr<MessageSender> sender
)
    : database_(database),
      clock_(clock),
      outbox_(database, std::move(tenant)),
      sender_(std::move(sender)) {}

Task<void> OutboxLane::send_due() {
  // Two that look at a time would see the same messages.
  looks_again_ = true;
  if (is_looking_) co_return;
  const Flag looking(is_looking_);
  const Executor executor = co_await boost::asio::this_coro::executor;
  while (looks_again_ && !is_stopped_ && in_flight_.size() < messages_at_once) {
    looks_again_ = false;
    storage::DueMessages due{
        .kind = std::string(sender_->kind()),
        .now = clock_.now(),
        // Some of them may be in flight and not claimed yet.
        .limit = 2 * messages_at_once,
        .except_receivers = list_full_receivers(),
    };
    auto messages = co_await outbox_.list_due(std::move(due));
    for (auto& message : messages) {
      if (is_stopped_ || !has_place_for(message)) continue;
      start(executor, std::move(message));
      looks_again_ = true;
    }
  }
}

bool OutboxLane::has_place_for(const storage::OutboxMessage& message) const {
  return in_flight_.size() < messages_at_once && !in_flight_.contains(message.id) &&
         count_places(message.receiver) > 0;
}

std::size_t OutboxLane::count_places(const std::string& receiver) const {
  const auto taken = static_cast<std::size_t>(std::count_if(
      in_flight_.begin(), in_flight_.end(), [&](const auto& one) { return one.second == receiver; }
  ));
  // Receivers that do not answer must not take the places of those that do.
  const std::size_t places = failing_.contains(receiver) ? 1 : messages_at_once_a_receiver;
  return places - std::min(places, taken);
}

std::vector<std::string> OutboxLane::list_full_receivers() const {
  std::set<std::string> receivers;
  for (const auto& [id, receiver] : in_flight_) {
    if (count_places(receiver) == 0) receivers.insert(receiver);
  }
  return {receivers.begin(), receivers.end()};
}

void OutboxLane::start(Executor executor, storage::OutboxMessage message) {
  const std::string id = message.id;
  in_flight_.emplace(id, message.receiver);
  boost::asio::co_spawn(executor, run(std::move(message)), [this, id](std::exception_ptr error) {
    in_flight_.erase(id);
    // It stays in the outbox: its claim has moved it to a later time.
    if (error) log_warning("outbox.failed", {{"message", id}, {"error", reason_of(error)}});
  });
}

Task<void> OutboxLane::run(storage::OutboxMessage message) {
  const std::string id = message.id;
  co_await deliver(std::move(message));
  in_flight_.erase(id);
  co_await send_due();
}

Task<void> OutboxLane::deliver(storage::OutboxMessage message) {
  const std::string id = message.id;
  const std::string receiver = message.receiver;
  const auto next_attempt_at = clock_.now() + sender_->timeout() + delivery_pause(message.attempts);
  storage::Plan claim;
  claim.add(outbox_.claim(id, message.attempts, next_attempt_at));
  const auto claimed = co_await database_.commit(std::move(claim));
  if (!claimed) co_return;  // another node sends it

  auto attempt = co_await sender_->send(std::move(message));
  if (attempt.has_failed) {
    failing_.insert(receiver);
  } else {
    failing_.erase(receiver);
  }
  if (!attempt.is_over) co_return;
  attempt.plan.add(outbox_.remove(id));
  const auto removed = co_await database_.commit(std::move(attempt.plan));
  if (!removed) throw std::runtime_error("a message that is over could not be removed");
}

void run_due(OutboxLane& lane) {
  boost::asio::io_context loop(1);
  std::exception_ptr failure;
  boost::asio::co_spawn(loop.get_executor(), lane.send_due(), [&](std::exception_ptr error) {
    failure = error;
  });
  loop.run();
  if (failure) std::rethrow_exception(failure);
}

}  // namespace daemun::app
