#include "base/task_pause.h"

#include <boost/asio/basic_waitable_timer.hpp>
#include <boost/asio/this_coro.hpp>

#include <chrono>

namespace daemun {

Task<void> pause_for(Milliseconds time) {
  using Steady = std::chrono::steady_clock;
  boost::asio::basic_waitable_timer<Steady, boost::asio::wait_traits<Steady>, Executor> timer(
      co_await boost::asio::this_coro::executor
  );
  timer.expires_after(time);
  co_await timer.async_wait(use_task);
}

}  // namespace daemun
