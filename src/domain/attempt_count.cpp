#include "domain/attempt_count.h"

namespace daemun {

AttemptStep decide_attempt(
    const std::optional<AttemptCount>& count, const SentinelPolicy& policy, TimePoint now
) {
  if (!count) return AttemptStep::open;
  // A lock may last longer than the window.
  if (count->locked_until)
    return *count->locked_until > now ? AttemptStep::refuse : AttemptStep::restart;
  if (count->window_started_at + attempt_window <= now) return AttemptStep::restart;
  return count->attempts < policy.max_attempts ? AttemptStep::raise : AttemptStep::lock;
}

}  // namespace daemun
