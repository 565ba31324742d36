#include "app/periodic.h"

#include "base/log.h"

#include <condition_variable>
#include <exception>
#include <mutex>

namespace daemun::app {
namespace {

// True when all went well.
bool run_once(const std::string& name, const std::function<void()>& work, bool was_well) {
  try {
    work();
    if (!was_well) log_info("jobs.recovered", {{"job", name}});
    return true;
  } catch (const std::exception& error) {
    if (was_well) log_error("jobs.failed", {{"job", name}, {"error", error.what()}});
    return false;
  }
}

void run_until_stopped(
    const std::stop_token& stop,
    const std::string& name,
    Milliseconds pause,
    const std::function<void()>& work
) {
  std::mutex mutex;
  std::condition_variable_any wake;
  bool is_well = true;
  while (!stop.stop_requested()) {
    is_well = run_once(name, work, is_well);
    std::unique_lock lock(mutex);
    wake.wait_for(lock, stop, pause, [] { return false; });
  }
}

}  // namespace

Periodic::Periodic(std::string name, Milliseconds pause, std::function<void()> work)
    : thread_([name = std::move(name), pause, work = std::move(work)](const std::stop_token& stop) {
        run_until_stopped(stop, name, pause, work);
      }) {}

}  // namespace daemun::app
