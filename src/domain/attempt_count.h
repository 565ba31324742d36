// The rule of the lock against guessing. An attempt takes a place before anything is compared, so
// that parallel attempts share the places that there are.
#ifndef DAEMUN_DOMAIN_ATTEMPT_COUNT_H
#define DAEMUN_DOMAIN_ATTEMPT_COUNT_H

#include "base/clock.h"
#include "domain/sign_in_experience.h"

#include <cstdint>
#include <optional>

namespace daemun {

// Attempts are counted within this time of the first one.
inline constexpr std::chrono::hours attempt_window{1};

struct AttemptCount {
  std::int64_t attempts = 0;
  TimePoint window_started_at{};
  std::optional<TimePoint> locked_until{};
};

enum class AttemptStep {
  open,     // the first attempt
  restart,  // the window or the lock is over: the first attempt of a new one
  raise,    // one more in this window
  lock,     // no place is left, since the policy became stricter
  refuse,   // locked
};

AttemptStep decide_attempt(
    const std::optional<AttemptCount>& count, const SentinelPolicy& policy, TimePoint now
);

}  // namespace daemun

#endif
