#include "app/signals.h"

#include "base/log.h"

#include <array>
#include <cerrno>
#include <csignal>
#include <cstdint>
#include <poll.h>
#include <stdexcept>
#include <sys/eventfd.h>
#include <sys/signalfd.h>
#include <unistd.h>
#include <utility>

namespace daemun::app {
namespace {

bool is_ending(int signal) {
  return signal == SIGTERM || signal == SIGINT || signal == SIGHUP;
}

sigset_t block_signals() {
  std::signal(SIGPIPE, SIG_IGN);
  sigset_t signals;
  sigemptyset(&signals);
  for (const int signal : {SIGTERM, SIGINT, SIGHUP, SIGUSR1, SIGUSR2})
    sigaddset(&signals, signal);
  pthread_sigmask(SIG_BLOCK, &signals, nullptr);
  return signals;
}

}  // namespace

Signals::Signals() {
  const sigset_t signals = block_signals();
  signals_ = signalfd(-1, &signals, SFD_CLOEXEC);
  wake_ = eventfd(0, EFD_CLOEXEC);
  if (signals_ < 0 || wake_ < 0) throw std::runtime_error("cannot wait for signals");
  thread_ = std::thread([this] { take_signals(); });
}

Signals::~Signals() {
  const std::uint64_t one = 1;
  if (write(wake_, &one, sizeof one) == sizeof one) thread_.join();
  close(signals_);
  close(wake_);
}

Signals::Handler::Handler(Signals& signals, std::function<void()> stop) : signals_(signals) {
  const std::lock_guard lock(signals_.mutex_);
  signals_.stop_ = std::move(stop);
}

Signals::Handler::~Handler() {
  const std::lock_guard lock(signals_.mutex_);
  signals_.stop_ = nullptr;
}

void Signals::take_signals() {
  std::array<pollfd, 2> files{{{signals_, POLLIN, 0}, {wake_, POLLIN, 0}}};
  while (true) {
    if (poll(files.data(), files.size(), -1) < 0 && errno != EINTR) return;
    if (files[1].revents != 0) return;
    signalfd_siginfo info{};
    if (files[0].revents != 0 && read(signals_, &info, sizeof info) == sizeof info) {
      take(static_cast<int>(info.ssi_signo));
    }
  }
}

void Signals::take(int signal) {
  if (!is_ending(signal)) {
    log_info("serve.signal_ignored", {{"signal", signal}});
    return;
  }
  const std::lock_guard lock(mutex_);
  const auto stop = std::exchange(stop_, nullptr);
  if (!stop) _exit(128 + signal);
  log_info("serve.draining", {{"signal", signal}});
  stop();
}

}  // namespace daemun::app
