// Time comes through the constructor: one real clock for the server, one that tests turn by hand.
#ifndef DAEMUN_BASE_CLOCK_H
#define DAEMUN_BASE_CLOCK_H

#include <atomic>
#include <chrono>
#include <cstdint>
#include <string>

namespace daemun {

using Milliseconds = std::chrono::milliseconds;
using Seconds = std::chrono::seconds;
// Wall-clock time with the resolution that the database and Logto's API use.
using TimePoint = std::chrono::sys_time<Milliseconds>;

inline std::int64_t to_unix_ms(TimePoint time) {
  return time.time_since_epoch().count();
}
inline std::int64_t to_unix_seconds(TimePoint time) {
  return std::chrono::floor<Seconds>(time).time_since_epoch().count();
}
inline TimePoint from_unix_ms(std::int64_t value) {
  return TimePoint(Milliseconds(value));
}
inline TimePoint from_unix_seconds(std::int64_t value) {
  return TimePoint(Seconds(value));
}

// "2027-01-15T08:00:00.000Z"
std::string to_iso_text(TimePoint time);

class Clock {
 public:
  virtual ~Clock() = default;
  virtual TimePoint now() const = 0;
};

class SystemClock final : public Clock {
 public:
  TimePoint now() const override {
    return std::chrono::floor<Milliseconds>(std::chrono::system_clock::now());
  }
};

// Stands still until a test advances it. Safe to read and turn from several threads.
class FakeClock final : public Clock {
 public:
  explicit FakeClock(TimePoint start = from_unix_seconds(1'800'000'000))
      : now_(to_unix_ms(start)) {}

  TimePoint now() const override { return from_unix_ms(now_.load()); }
  void advance(Milliseconds by) { now_ += by.count(); }

 private:
  std::atomic<std::int64_t> now_;
};

}  // namespace daemun

#endif
