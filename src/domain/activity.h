// Which users were here on which days, as counts that any span of up to 30 days can be read from.
//
// A user counts once a day, with the gap to the day before on which that user was here. Whoever was
// here twice within a span has on the second day a gap that does not reach out of the span; so the
// different users of a span are those whose gap does.
#ifndef DAEMUN_DOMAIN_ACTIVITY_H
#define DAEMUN_DOMAIN_ACTIVITY_H

#include "base/clock.h"

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace daemun {

// A day of UTC, counted from 1970-01-01.
using Day = std::int64_t;

Day day_of(TimePoint time);
TimePoint start_of(Day day);
// "2026-11-23"
std::string to_date_text(Day day);
std::optional<Day> parse_date(std::string_view text);

// Gaps of this and more, and a first visit, are the same.
inline constexpr std::int64_t longest_gap = 30;

struct ActivityCount {
  Day day = 0;
  std::int64_t gap = 0;  // 1 to longest_gap
  std::int64_t users = 0;
};

// The different users from `first` to `last`, both included, which are at most 30 days.
std::int64_t count_active_users(const std::vector<ActivityCount>& counts, Day first, Day last);

}  // namespace daemun

#endif
