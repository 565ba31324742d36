#include "base/http_date.h"

#include <array>
#include <chrono>
#include <cstdio>

namespace daemun {

std::string to_http_date(TimePoint time) {
  constexpr std::array<const char*, 7> weekdays{"Sun", "Mon", "Tue", "Wed", "Thu", "Fri", "Sat"};
  constexpr std::array<const char*, 12> months{
      "Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"};
  const auto day = std::chrono::floor<std::chrono::days>(time);
  const std::chrono::year_month_day date(day);
  const std::chrono::hh_mm_ss clock(std::chrono::floor<Seconds>(time - day));
  std::array<char, 64> text{};
  const int size = std::snprintf(
      text.data(),
      text.size(),
      "%s, %02u %s %04d %02d:%02d:%02d GMT",
      weekdays[std::chrono::weekday(day).c_encoding()],
      static_cast<unsigned>(date.day()),
      months[static_cast<unsigned>(date.month()) - 1],
      static_cast<int>(date.year()),
      static_cast<int>(clock.hours().count()),
      static_cast<int>(clock.minutes().count()),
      static_cast<int>(clock.seconds().count())
  );
  return std::string(text.data(), static_cast<std::size_t>(size));
}

}  // namespace daemun
