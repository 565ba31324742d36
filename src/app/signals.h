// The signals that end the server, taken on a thread of their own from its first moment: also while
// it still waits for a database.
#ifndef DAEMUN_APP_SIGNALS_H
#define DAEMUN_APP_SIGNALS_H

#include <functional>
#include <mutex>
#include <thread>

namespace daemun::app {

// SIGTERM, SIGINT and SIGHUP stop the server if there is one; a second one, or one without a
// server, ends the process at once with status 128 and its number. SIGUSR1 and SIGUSR2, which other
// programs send to have logs reopened, do nothing.
class Signals {
 public:
  // Made before any other thread, so that all inherit the mask.
  Signals();
  ~Signals();
  Signals(const Signals&) = delete;
  Signals& operator=(const Signals&) = delete;

  // While it lives, the first signal calls `stop`, on the thread of the signals.
  class Handler {
   public:
    Handler(Signals& signals, std::function<void()> stop);
    ~Handler();
    Handler(const Handler&) = delete;
    Handler& operator=(const Handler&) = delete;

   private:
    Signals& signals_;
  };

 private:
  void take_signals();
  void take(int signal);

  int signals_ = -1;  // signalfd
  int wake_ = -1;     // eventfd: the end of the thread
  std::mutex mutex_;
  std::function<void()> stop_;
  std::thread thread_;
};

}  // namespace daemun::app

#endif
