#include "crypto/work_pool.h"

#include "base/unavailable.h"

#include <boost/asio/co_spawn.hpp>
#include <doctest/doctest.h>

#include <atomic>
#include <stdexcept>

namespace daemun::crypto {

TEST_CASE("WorkPool gives back the result, and passes a failure on to the caller") {
  WorkPool pool({.name = "test"});
  const std::function<int()> good = [] { return 7; };
  CHECK(run_task(pool.call("network", good)) == 7);
  const std::function<int()> bad = []() -> int { throw std::runtime_error("broken"); };
  CHECK_THROWS_WITH(run_task(pool.call("network", bad)), "broken");
}

TEST_CASE("WorkPool refuses what its queue cannot hold") {
  WorkPool pool({.name = "test", .threads = 1, .queue = {.line = 1, .total = 2}});
  boost::asio::io_context loop(1);
  std::atomic<bool> is_open = false;
  const std::function<int()> wait = [&] {
    is_open.wait(false);
    return 1;
  };
  int answered = 0, refused = 0;
  for (int i = 0; i < 4; ++i) {
    boost::asio::co_spawn(
        loop.get_executor(),
        pool.call("network", wait),
        [&](std::exception_ptr failure, int) {
          try {
            if (failure) std::rethrow_exception(failure);
            ++answered;
          } catch (const Unavailable&) {
            ++refused;
            is_open = true;
            is_open.notify_all();
          }
        }
    );
  }
  loop.run();
  CHECK(answered + refused == 4);
  CHECK(answered >= 1);
  CHECK(refused >= 2);
}

}  // namespace daemun::crypto
