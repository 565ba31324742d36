#include "domain/attempt_count.h"

#include <doctest/doctest.h>

namespace daemun {

TEST_CASE("decide_attempt gives places until the last, and new ones after the window or the lock") {
  const TimePoint now = from_unix_ms(1'800'000'000'000);
  const SentinelPolicy policy{.max_attempts = 3, .lockout_duration = std::chrono::minutes(10)};
  const auto ago = [&](int minutes) { return now - std::chrono::minutes(minutes); };
  const Milliseconds instant(1);
  const struct {
    std::optional<AttemptCount> count;
    AttemptStep step;
  } rows[] = {
      {std::nullopt, AttemptStep::open},
      {AttemptCount{.attempts = 1, .window_started_at = now}, AttemptStep::raise},
      {AttemptCount{.attempts = 2, .window_started_at = ago(59)}, AttemptStep::raise},
      {AttemptCount{.attempts = 2, .window_started_at = ago(60)}, AttemptStep::restart},
      {AttemptCount{.attempts = 3, .window_started_at = ago(59)}, AttemptStep::lock},
      {AttemptCount{.attempts = 9, .window_started_at = ago(1)}, AttemptStep::lock},
      {AttemptCount{.attempts = 9, .window_started_at = ago(60)}, AttemptStep::restart},
      {AttemptCount{.attempts = 3, .window_started_at = ago(90), .locked_until = now + instant},
       AttemptStep::refuse},
      {AttemptCount{.attempts = 1, .window_started_at = ago(5), .locked_until = now},
       AttemptStep::restart},
  };
  for (const auto& row : rows)
    CHECK(decide_attempt(row.count, policy, now) == row.step);
}

}  // namespace daemun
