#include "app/signals.h"

#include "base/log.h"

#include <doctest/doctest.h>

#include <csignal>
#include <future>
#include <sys/wait.h>
#include <unistd.h>

namespace daemun::app {
namespace {

// The exit status of a process that does it: a process of its own, which has one thread.
template <typename Work>
int status_after(Work work) {
  const pid_t child = fork();
  REQUIRE(child >= 0);
  if (child == 0) {
    set_log_level("error");
    work();
    _exit(0);
  }
  int status = 0;
  waitpid(child, &status, 0);
  return WIFEXITED(status) ? WEXITSTATUS(status) : -1;
}

void send_self(int signal) {
  kill(getpid(), signal);
}

// Until a signal ends the process.
void wait_for_end() {
  std::promise<void>().get_future().wait();
}

TEST_CASE("Signals end a process that has no server yet") {
  for (const int signal : {SIGTERM, SIGINT, SIGHUP}) {
    CAPTURE(signal);
    CHECK(status_after([signal] {
            const Signals signals;
            send_self(signal);
            wait_for_end();
          }) == 128 + signal);
  }
}

TEST_CASE("Signals stop a server, and SIGUSR1 before it changes nothing") {
  const auto stop_once = [] {
    Signals signals;
    std::promise<void> stopped;
    const Signals::Handler handler(signals, [&] { stopped.set_value(); });
    send_self(SIGUSR1);
    send_self(SIGUSR2);
    send_self(SIGTERM);
    stopped.get_future().wait();
  };
  CHECK(status_after(stop_once) == 0);
}

TEST_CASE("Signals end the process at the second one") {
  const auto stop_twice = [] {
    Signals signals;
    std::promise<void> stopped;
    const Signals::Handler handler(signals, [&] { stopped.set_value(); });
    send_self(SIGTERM);
    stopped.get_future().wait();
    send_self(SIGINT);
    wait_for_end();
  };
  CHECK(status_after(stop_twice) == 128 + SIGINT);
}

TEST_CASE("Signals end the process when the server is gone") {
  const auto outlive = [] {
    Signals signals;
    {
      const Signals::Handler handler(signals, [] {});
    }
    send_self(SIGTERM);
    wait_for_end();
  };
  CHECK(status_after(outlive) == 128 + SIGTERM);
}

}  // namespace
}  // namespace daemun::app
