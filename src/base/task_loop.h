// What a library that waits for its own sockets needs of a loop: to know on which loop it runs, to
// have a descriptor watched there, to run something later, and to hear when the loop ends.
#ifndef DAEMUN_BASE_TASK_LOOP_H
#define DAEMUN_BASE_TASK_LOOP_H

#include "base/task.h"

#include <boost/asio/posix/basic_stream_descriptor.hpp>
#include <boost/asio/this_coro.hpp>

#include <functional>
#include <memory>

namespace daemun {

// `co_await this_loop` is the caller's.
inline constexpr boost::asio::this_coro::executor_t this_loop{};

// Calls `ended` when the loop is destroyed, on the thread that destroys it; what is registered last
// first. To be called on the loop's thread.
void at_end_of(const Executor& loop, std::function<void()> ended);

// Runs `work` on the loop, after what is ready there now. Callable from any thread while the loop
// is there.
void run_on(const Executor& loop, std::function<void()> work);

// As suspend_for, for a value that comes on the caller's own loop, from work that no coroutine does
// and after `start` has returned: the caller goes on at once, not in another turn of the loop.
template <typename T, typename Start>
Task<T> suspend_on_loop(Start start) {
  co_return co_await boost::asio::
      async_initiate<const boost::asio::use_awaitable_t<Executor>, void(T)>(
          [](auto handler, Start begin) {
            auto waiting = std::make_shared<decltype(handler)>(std::move(handler));
            begin(Resume<T>([waiting](T value) { std::move (*waiting)(std::move(value)); }));
          },
          use_task,
          std::move(start)
      );
}

// A descriptor that belongs to a library, which reads and writes it. Used on the loop's thread.
class WatchedDescriptor {
 public:
  WatchedDescriptor(const Executor& loop, int descriptor);
  // Leaves the descriptor open. What was waited for does not come any more.
  ~WatchedDescriptor();
  WatchedDescriptor(const WatchedDescriptor&) = delete;
  WatchedDescriptor& operator=(const WatchedDescriptor&) = delete;

  enum class Event { readable, writable };
  // Calls `ready` once. Of each event, one may be waited for at a time.
  void wait_until(Event event, std::function<void()> ready);

 private:
  using Descriptor = boost::asio::posix::basic_stream_descriptor<Executor>;

  Descriptor descriptor_;
  const std::shared_ptr<const bool> alive_ = std::make_shared<const bool>(true);
};

}  // namespace daemun

#endif
