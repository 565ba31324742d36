// The counters against floods of messages. A message takes its places before it is planned, so that
// parallel calls share those that there are, on whatever node they arrive.
#ifndef DAEMUN_STORAGE_MESSAGE_COUNT_STORE_H
#define DAEMUN_STORAGE_MESSAGE_COUNT_STORE_H

#include "base/result.h"
#include "storage/database.h"

#include <cstddef>
#include <cstdint>
#include <string>
#include <vector>

namespace daemun::storage {

// Longer than any window.
inline constexpr Milliseconds message_count_lifetime = std::chrono::hours(25);

// At most `slots * sends` messages to a target: `sends` in each window of a slot. With one send a
// slot, that many in any span of the window's length.
struct MessageBound {
  std::string target_hash{};
  std::int64_t slots = 1;
  std::int64_t sends = 1;
  TimePoint window_start{};  // of a window that begins now
  TimePoint over_before{};   // windows that began then or before are over
};

// Any `limit` of them within the time before `now`.
MessageBound at_most_within(
    std::string target_hash, std::int64_t limit, Milliseconds span, TimePoint now
);
// So many on one day of UTC.
MessageBound at_most_a_day(std::string target_hash, std::int64_t limit, TimePoint now);

class MessageCountStore {
 public:
  MessageCountStore(Database& database, TenantId tenant)
      : database_(database), tenant_(std::move(tenant)) {}

  // Takes a place of each, durably, or none at all. Error: the index of one that is full. Throws
  // Unavailable when parallel calls win every round.
  Task<Result<void, std::size_t>> take(std::vector<MessageBound> bounds) const;

  // As a part of a plan: no row when it is full, which is no conflict.
  Statement take_if_free(const MessageBound& bound) const;

  Task<bool> is_full(MessageBound bound) const;

  // Counters that began before that by their lifetime; at most a thousand at a time.
  Statement remove_expired(TimePoint now) const;

 private:
  Database& database_;
  TenantId tenant_;
};

}  // namespace daemun::storage

#endif
