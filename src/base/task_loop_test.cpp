#include "base/task_loop.h"

#include <doctest/doctest.h>

#include <array>
#include <optional>
#include <string>
#include <unistd.h>

namespace daemun {
namespace {

using Event = WatchedDescriptor::Event;

class Pipe {
 public:
  Pipe() { REQUIRE(pipe(ends_.data()) == 0); }
  ~Pipe() {
    for (const int end : ends_)
      close(end);
  }
  Pipe(const Pipe&) = delete;
  Pipe& operator=(const Pipe&) = delete;

  int reading_end() const { return ends_[0]; }
  int writing_end() const { return ends_[1]; }
  void put() const { REQUIRE(write(writing_end(), "x", 1) == 1); }
  char take() const {
    char c = 0;
    REQUIRE(read(reading_end(), &c, 1) == 1);
    return c;
  }

 private:
  std::array<int, 2> ends_{};
};

Task<bool> runs_on(boost::asio::io_context& loop) {
  const auto executor = co_await this_loop;
  co_return executor == loop.get_executor();
}

Task<int> wait_for(std::optional<Resume<int>>& kept) {
  const auto start = [&kept](Resume<int> resume) { kept = std::move(resume); };
  auto value = co_await suspend_on_loop<int>(start);
  co_return value;
}

}  // namespace

TEST_CASE("this_loop is the loop of the caller") {
  boost::asio::io_context loop(1);
  bool is_same = false;
  const auto finish = [&](std::exception_ptr, bool value) { is_same = value; };
  boost::asio::co_spawn(loop.get_executor(), runs_on(loop), finish);
  loop.run();
  CHECK(is_same);
}

TEST_CASE("suspend_on_loop goes on where the value is given") {
  boost::asio::io_context loop(1);
  std::optional<Resume<int>> resume;
  int received = 0;
  const auto finish = [&](std::exception_ptr, int value) { received = value; };
  boost::asio::co_spawn(loop.get_executor(), wait_for(resume), finish);
  loop.poll();
  REQUIRE(resume);
  run_on(loop.get_executor(), [&] {
    (*resume)(7);
    CHECK(received == 7);
  });
  loop.restart();
  loop.run();
  CHECK(received == 7);
}

TEST_CASE("a watched descriptor tells each event that is waited for, once") {
  const Pipe pipe;
  boost::asio::io_context loop(1);
  WatchedDescriptor watched(loop.get_executor(), pipe.reading_end());
  int events = 0;
  watched.wait_until(Event::readable, [&] { ++events; });
  loop.poll();
  CHECK(events == 0);
  pipe.put();
  loop.run();
  CHECK(events == 1);
  watched.wait_until(Event::readable, [&] { ++events; });  // it still is
  loop.restart();
  loop.run();
  CHECK(events == 2);
}

TEST_CASE("a descriptor stays open when it is no longer watched, and its events are not told") {
  const Pipe pipe;
  boost::asio::io_context loop(1);
  int events = 0;
  {
    WatchedDescriptor watched(loop.get_executor(), pipe.reading_end());
    watched.wait_until(Event::readable, [&] { ++events; });
    pipe.put();
  }
  loop.run();
  CHECK(events == 0);
  CHECK(std::string(1, pipe.take()) == "x");
}

TEST_CASE("at_end_of tells the end of a loop, the last that asked first") {
  std::string order;
  {
    boost::asio::io_context loop(1);
    at_end_of(loop.get_executor(), [&] { order += "a"; });
    at_end_of(loop.get_executor(), [&] { order += "b"; });
    CHECK(order.empty());
  }
  CHECK(order == "ba");
}

}  // namespace daemun
