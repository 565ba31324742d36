#include "domain/activity.h"

#include <charconv>

namespace daemun {
namespace {

using std::chrono::days;

std::optional<int> parse_digits(std::string_view text) {
  int value = 0;
  const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), value);
  const bool is_digit = !text.empty() && text.front() >= '0' && text.front() <= '9';
  if (error != std::errc() || end != text.data() + text.size() || !is_digit) return std::nullopt;
  return value;
}

}  // namespace

Day day_of(TimePoint time) {
  return std::chrono::floor<days>(time).time_since_epoch().count();
}

TimePoint start_of(Day day) {
  return TimePoint(days(day));
}

std::string to_date_text(Day day) {
  return to_iso_text(start_of(day)).substr(0, std::string_view("2026-11-23").size());
}

std::optional<Day> parse_date(std::string_view text) {
  if (text.size() != 10 || text[4] != '-' || text[7] != '-') return std::nullopt;
  const auto year = parse_digits(text.substr(0, 4));
  const auto month = parse_digits(text.substr(5, 2));
  const auto day = parse_digits(text.substr(8, 2));
  if (!year || !month || !day) return std::nullopt;
  const std::chrono::year_month_day date{
      std::chrono::year(*year),
      std::chrono::month(static_cast<unsigned>(*month)),
      std::chrono::day(static_cast<unsigned>(*day))};
  if (!date.ok()) return std::nullopt;
  return std::chrono::sys_days(date).time_since_epoch().count();
}

std::int64_t count_active_users(const std::vector<ActivityCount>& counts, Day first, Day last) {
  std::int64_t users = 0;
  for (const auto& count : counts) {
    if (count.day < first || count.day > last) continue;
    if (count.gap > count.day - first) users += count.users;
  }
  return users;
}

}  // namespace daemun
