#include "base/clock.h"

#include <cstdio>
#include <ctime>

namespace daemun {

std::string to_iso_text(TimePoint time) {
  const auto seconds = std::chrono::floor<Seconds>(time);
  const std::time_t instant = seconds.time_since_epoch().count();
  std::tm parts{};
  gmtime_r(&instant, &parts);
  char date[32];
  const auto size = std::strftime(date, sizeof date, "%Y-%m-%dT%H:%M:%S", &parts);
  char fraction[8];
  std::snprintf(fraction, sizeof fraction, ".%03dZ", static_cast<int>((time - seconds).count()));
  return std::string(date, size) + fraction;
}

}  // namespace daemun
