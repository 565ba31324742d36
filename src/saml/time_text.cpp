#include "saml/time_text.h"

#include <algorithm>
#include <chrono>
#include <cstddef>

namespace daemun::saml {

namespace {

constexpr std::string_view form = "0000-00-00T00:00:00";
constexpr std::size_t most_fraction_digits = 9;

bool is_digit(char c) {
  return c >= '0' && c <= '9';
}

bool has_form(std::string_view text) {
  return std::equal(form.begin(), form.end(), text.begin(), [](char wanted, char c) {
    return wanted == '0' ? is_digit(c) : wanted == c;
  });
}

int number(std::string_view digits) {
  int value = 0;
  for (const char c : digits)
    value = value * 10 + (c - '0');
  return value;
}

// Of ".123456Z" or "Z".
std::optional<Milliseconds> parse_rest(std::string_view text) {
  if (!text.ends_with('Z')) return std::nullopt;
  text.remove_suffix(1);
  if (text.empty()) return Milliseconds(0);
  if (text[0] != '.') return std::nullopt;
  text.remove_prefix(1);
  if (text.empty() || text.size() > most_fraction_digits) return std::nullopt;
  if (!std::all_of(text.begin(), text.end(), is_digit)) return std::nullopt;
  int value = 0;
  for (std::size_t place = 0; place < 3; ++place)
    value = value * 10 + (place < text.size() ? text[place] - '0' : 0);
  return Milliseconds(value);
}

}  // namespace

std::optional<TimePoint> parse_time_text(std::string_view text) {
  if (text.size() <= form.size() || !has_form(text)) return std::nullopt;
  const auto rest = parse_rest(text.substr(form.size()));
  if (!rest) return std::nullopt;
  const std::chrono::year_month_day date{
      std::chrono::year(number(text.substr(0, 4))),
      std::chrono::month(static_cast<unsigned>(number(text.substr(5, 2)))),
      std::chrono::day(static_cast<unsigned>(number(text.substr(8, 2))))};
  const int hour = number(text.substr(11, 2));
  const int minute = number(text.substr(14, 2));
  const int second = number(text.substr(17, 2));
  if (!date.ok() || date.year() < std::chrono::year(1970)) return std::nullopt;
  if (hour > 23 || minute > 59 || second > 59) return std::nullopt;
  return TimePoint(std::chrono::sys_days(date)) + std::chrono::hours(hour) +
         std::chrono::minutes(minute) + Seconds(second) + *rest;
}

}  // namespace daemun::saml
