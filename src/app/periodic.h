// Work that is repeated on a thread of its own.
#ifndef DAEMUN_APP_PERIODIC_H
#define DAEMUN_APP_PERIODIC_H

#include "base/clock.h"

#include <functional>
#include <string>
#include <thread>

namespace daemun::app {

class Periodic {
 public:
  // Calls `work`, waits `pause`, and so on. What it throws is logged, the first time of a series.
  Periodic(std::string name, Milliseconds pause, std::function<void()> work);
  // Waits for the end of the work under way.
  ~Periodic() = default;
  Periodic(const Periodic&) = delete;
  Periodic& operator=(const Periodic&) = delete;

 private:
  std::jthread thread_;
};

}  // namespace daemun::app

#endif
