// The messages of one kind that wait in a tenant's outbox: finds what is due and sends it, at least
// once, for a message is claimed before it is sent and removed afterwards. Some go at once; a
// receiver that does not answer holds up nobody but itself.
#ifndef DAEMUN_APP_OUTBOX_LANE_H
#define DAEMUN_APP_OUTBOX_LANE_H

#include "base/clock.h"
#include "base/task.h"
#include "storage/outbox_store.h"

#include <cstddef>
#include <cstdint>
#include <map>
#include <memory>
#include <set>
#include <string>
#include <string_view>

namespace daemun::app {

// The result of sending a message once.
struct Attempt {
  bool is_over = false;     // it has arrived, is given up, or nobody is to get it any more
  bool has_failed = false;  // the receiver did not take it
  storage::Plan plan{};     // committed with the removal of a message that is over
};

// How messages of a kind are sent, and when they are given up.
class MessageSender {
 public:
  virtual ~MessageSender() = default;
  virtual std::string_view kind() const = 0;
  // No attempt takes longer.
  virtual Milliseconds timeout() const = 0;
  virtual Task<Attempt> send(storage::OutboxMessage message) = 0;
};

// How long to wait after that many failed attempts: 10 s, doubled each time, at most an hour.
Milliseconds delivery_pause(std::int64_t attempts);

class OutboxLane {
 public:
  static constexpr std::size_t messages_at_once = 10;
  static constexpr std::size_t messages_at_once_a_receiver = 5;

  // Keeps references.
  OutboxLane(
      storage::Database& database,
      TenantId tenant,
      const Clock& clock,
      std::unique_ptr<MessageSender> sender
  );

  // Starts to send what is due, as far as there are places. What has been started goes on on the
  // caller's loop, and looks for more when it ends. The loop belongs to one thread.
  Task<void> send_due();
  // Nothing is started any more.
  void stop() { is_stopped_ = true; }

 private:
  bool has_place_for(const storage::OutboxMessage& message) const;
  std::size_t count_places(const std::string& receiver) const;
  std::vector<std::string> list_full_receivers() const;
  void start(Executor executor, storage::OutboxMessage message);
  Task<void> run(storage::OutboxMessage message);
  Task<void> deliver(storage::OutboxMessage message);

  storage::Database& database_;
  const Clock& clock_;
  storage::OutboxStore outbox_;
  std::unique_ptr<MessageSender> sender_;
  std::map<std::string, std::string> in_flight_;  // message -> receiver
  std::set<std::string> failing_;                 // receivers whose last message has failed
  bool is_looking_ = false;
  bool looks_again_ = false;
  bool is_stopped_ = false;
};

// Sends all that is due, and blocks until each message has been answered or timed out.
void run_due(OutboxLane& lane);

}  // namespace daemun::app

#endif
