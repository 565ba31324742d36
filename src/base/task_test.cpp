#include "base/task.h"

#include <doctest/doctest.h>

#include <stdexcept>
#include <string>
#include <thread>

namespace daemun {
namespace {

Task<int> answer() {
  co_return 42;
}

Task<void> fail() {
  throw std::runtime_error("broken");
  co_return;
}

Task<std::string> fail_with_text() {
  throw std::runtime_error("broken");
  co_return "never";
}

Task<int> wait_for_other_thread(int value) {
  std::thread worker;
  auto received = co_await suspend_for<int>([&worker, value](Resume<int> resume) {
    worker = std::thread([resume = std::move(resume), value] { resume(value + 1); });
  });
  worker.join();
  co_return received;
}

Task<bool> resumes_on_own_thread() {
  const auto own = std::this_thread::get_id();
  auto received = co_await wait_for_other_thread(1);
  co_return received == 2 && std::this_thread::get_id() == own;
}

Task<int> resumed_at_once() {
  auto received = co_await suspend_for<int>([](Resume<int> resume) { resume(7); });
  co_return received;
}

TEST_CASE("run_task returns the value of a task") {
  CHECK(run_task(answer()) == 42);
}

TEST_CASE("run_task rethrows what the task threw") {
  CHECK_THROWS_WITH_AS(run_task(fail()), "broken", std::runtime_error);
  CHECK_THROWS_WITH_AS(run_task(fail_with_text()), "broken", std::runtime_error);
}

TEST_CASE("suspend_for delivers a value from another thread on the caller's loop") {
  CHECK(run_task(resumes_on_own_thread()));
}

TEST_CASE("suspend_for delivers a value that comes before it suspends") {
  CHECK(run_task(resumed_at_once()) == 7);
}

}  // namespace
}  // namespace daemun
