#include "daemun/auth/transport/single_flight.h"

#include <doctest/doctest.h>

#include <algorithm>
#include <atomic>
#include <latch>
#include <optional>
#include <stdexcept>
#include <thread>
#include <vector>

using namespace daemun;
using namespace daemun::auth;

namespace {

// Work that waits until the test opens it.
class Gate {
 public:
  Task<int> pass() {
    ++passed_;
    auto start = [this](Resume<int> resume) { resume_ = std::move(resume); };
    const int value = co_await suspend_for<int>(std::move(start));
    if (value < 0) throw std::runtime_error("broken");
    co_return value;
  }

  void open(int value) { resume_(value); }
  // The coroutine that waits is destroyed, by its loop.
  void give_up() { resume_ = nullptr; }
  int passed() const { return passed_; }

 private:
  std::atomic<int> passed_{0};
  Resume<int> resume_;
};

Task<int> count(int& calls) {
  co_return ++calls;
}

Task<int> fail(int& calls) {
  ++calls;
  throw std::runtime_error("broken");
  co_return 0;
}

// A caller with a loop of its own.
class Caller {
 public:
  // Runs until the caller waits.
  void board(SingleFlight<int>& flights, const std::string& key, Task<int> work) {
    auto task = to_optional_task(flights.run(key, std::move(work)));
    boost::asio::co_spawn(
        loop_.get_executor(),
        std::move(task),
        [this](std::exception_ptr failure, std::optional<int> value) {
          thread = std::this_thread::get_id();
          has_failed = failure != nullptr;
          result = value.value_or(0);
        }
    );
    loop_.poll();
  }
  // As far as it comes.
  void poll() { loop_.poll(); }
  void finish() { loop_.run(); }

  int result = 0;
  bool has_failed = false;
  std::thread::id thread;

 private:
  boost::asio::io_context loop_{1};
};

SingleFlightPolicy<int> keep_for(Milliseconds time, std::size_t max_kept = 10) {
  return {.keep = [time](const int&) { return time; }, .max_kept = max_kept};
}

}  // namespace

TEST_CASE("run gives one caller's value to all who wait, each on its own thread") {
  const FakeClock clock;
  SingleFlight<int> flights(clock);
  for (const int value : {7, -1}) {
    Gate gate;
    constexpr int count_of_threads = 6;
    std::latch boarded(count_of_threads);
    std::vector<Caller> callers(count_of_threads);
    std::vector<std::thread> threads;
    for (Caller& caller : callers) {
      threads.emplace_back([&] {
        caller.board(flights, "key", gate.pass());
        boarded.count_down();
        caller.finish();
      });
    }
    boarded.wait();
    CHECK(gate.passed() == 1);
    gate.open(value);
    std::vector<std::thread::id> ids;
    for (std::thread& thread : threads) {
      ids.push_back(thread.get_id());
      thread.join();
    }
    for (std::size_t i = 0; i < callers.size(); ++i) {
      CHECK(callers[i].thread == ids[i]);
      CHECK(callers[i].has_failed == (value < 0));
      CHECK(callers[i].result == std::max(value, 0));
    }
  }
}

TEST_CASE("run does the work of different keys at the same time") {
  const FakeClock clock;
  SingleFlight<int> flights(clock);
  Gate first_gate;
  Gate second_gate;
  Caller first;
  Caller second;
  first.board(flights, "first", first_gate.pass());
  second.board(flights, "second", second_gate.pass());
  second_gate.open(2);
  second.finish();
  CHECK(second.result == 2);
  first_gate.open(1);
  first.finish();
  CHECK(first.result == 1);
}

TEST_CASE("run goes on with another caller's work when the one that was doing it is given up") {
  const FakeClock clock;
  SingleFlight<int> flights(clock);
  Gate given_up;
  Gate gate;
  Caller leader;
  Caller second;
  Caller third;
  leader.board(flights, "key", given_up.pass());
  second.board(flights, "key", gate.pass());
  third.board(flights, "key", gate.pass());
  CHECK(gate.passed() == 0);
  given_up.give_up();
  leader.poll();
  // Each comes back to board again.
  std::latch boarded(2);
  std::vector<std::thread> threads;
  for (Caller* caller : {&second, &third}) {
    threads.emplace_back([&boarded, caller] {
      caller->poll();
      boarded.count_down();
      caller->finish();
    });
  }
  boarded.wait();
  CHECK(gate.passed() == 1);
  gate.open(5);
  for (std::thread& thread : threads)
    thread.join();
  CHECK(second.result == 5);
  CHECK(third.result == 5);
}

TEST_CASE("run works anew for callers who come later, unless the value is kept") {
  FakeClock clock;
  int calls = 0;
  SingleFlight<int> keeps_nothing(clock);
  CHECK(run_task(keeps_nothing.run("key", count(calls))) == 1);
  CHECK(run_task(keeps_nothing.run("key", count(calls))) == 2);

  calls = 0;
  SingleFlight<int> flights(clock, keep_for(Milliseconds(100)));
  CHECK(run_task(flights.run("key", count(calls))) == 1);
  clock.advance(Milliseconds(99));
  CHECK(run_task(flights.run("key", count(calls))) == 1);
  CHECK(run_task(flights.run("another", count(calls))) == 2);
  clock.advance(Milliseconds(1));
  CHECK(run_task(flights.run("key", count(calls))) == 3);
}

TEST_CASE("run keeps no failure") {
  const FakeClock clock;
  int calls = 0;
  SingleFlight<int> flights(clock, keep_for(Milliseconds(100)));
  CHECK_THROWS_WITH(run_task(flights.run("key", fail(calls))), "broken");
  CHECK(run_task(flights.run("key", count(calls))) == 2);
}

TEST_CASE("run keeps as many values as it may, those that end last") {
  const FakeClock clock;
  int calls = 0;
  const auto keep = [](const int& value) { return Milliseconds(value == 2 ? 50 : 100); };
  SingleFlight<int> flights(clock, {.keep = keep, .max_kept = 2});
  CHECK(run_task(flights.run("first", count(calls))) == 1);
  CHECK(run_task(flights.run("short", count(calls))) == 2);
  CHECK(run_task(flights.run("third", count(calls))) == 3);
  CHECK(run_task(flights.run("first", count(calls))) == 1);
  CHECK(run_task(flights.run("third", count(calls))) == 3);
  CHECK(run_task(flights.run("short", count(calls))) == 4);
}
