// Task<T>: the coroutine type of everything that waits. It is Asio's awaitable on a concrete
// executor, so that no call goes through a type-erased one.
// Pass parameters by value, name an awaited result before testing it, never capture in a lambda
// coroutine (STYLE: CP.51 to CP.53).
#ifndef DAEMUN_BASE_TASK_H
#define DAEMUN_BASE_TASK_H

#include <boost/asio/associated_executor.hpp>
#include <boost/asio/async_result.hpp>
#include <boost/asio/awaitable.hpp>
#include <boost/asio/co_spawn.hpp>
#include <boost/asio/io_context.hpp>
#include <boost/asio/post.hpp>
#include <boost/asio/use_awaitable.hpp>

#include <atomic>
#include <functional>
#include <memory>
#include <optional>
#include <thread>
#include <type_traits>
#include <utility>

namespace daemun {

using Executor = boost::asio::io_context::executor_type;
inline constexpr boost::asio::use_awaitable_t<Executor> use_task{};

template <typename T>
using Task = boost::asio::awaitable<T, Executor>;

// Resumes one suspended coroutine on its own loop. Copyable, callable from any thread, once.
template <typename T>
using Resume = std::function<void(T)>;

template <typename Handler>
struct Suspended {
  explicit Suspended(Handler&& resumed) : handler(std::move(resumed)) {}

  Handler handler;
  std::atomic_flag posted;
};

// Suspends the caller until `start`'s argument has been called with a value:
//   co_return co_await suspend_for<Rows>([&](Resume<Rows> resume) { queue.push(std::move(resume));
//   });
// `start` runs before the caller is suspended; the value arrives on the caller's loop. T must be
// default constructible.
template <typename T, typename Start>
Task<T> suspend_for(Start start) {
  co_return co_await boost::asio::
      async_initiate<const boost::asio::use_awaitable_t<Executor>, void(T)>(
          [](auto handler, Start begin) {
            auto executor = boost::asio::get_associated_executor(handler);
            // Handlers move only; std::function copies, so the handler lives behind a shared
            // pointer.
            auto waiting = std::make_shared<Suspended<decltype(handler)>>(std::move(handler));
            begin(Resume<T>([waiting, executor](T value) {
              boost::asio::post(executor, [waiting, value = std::move(value)]() mutable {
                // The caller may end its loop next, which post() still wakes: let it return.
                while (!waiting->posted.test(std::memory_order_acquire))
                  std::this_thread::yield();
                std::move(waiting->handler)(std::move(value));
              });
              waiting->posted.test_and_set(std::memory_order_release);
            }));
          },
          use_task,
          std::move(start)
      );
}

// co_spawn wants a default constructible value, which a Result is not.
template <typename T>
Task<std::optional<T>> to_optional_task(Task<T> task) {
  co_return co_await std::move(task);
}

// Runs a task to its end on a loop of its own: for the command line and for tests.
template <typename T>
T run_task(Task<T> task) {
  boost::asio::io_context loop(1);
  std::exception_ptr failure;
  if constexpr (std::is_void_v<T>) {
    boost::asio::co_spawn(loop.get_executor(), std::move(task), [&](std::exception_ptr error) {
      failure = error;
    });
    loop.run();
    if (failure) std::rethrow_exception(failure);
  } else {
    std::optional<T> result;
    auto optional_task = to_optional_task(std::move(task));
    boost::asio::co_spawn(
        loop.get_executor(),
        std::move(optional_task),
        [&](std::exception_ptr error, std::optional<T> value) {
          failure = error;
          result = std::move(value);
        }
    );
    loop.run();
    if (failure) std::rethrow_exception(failure);
    return std::move(*result);
  }
}

}  // namespace daemun

#endif
