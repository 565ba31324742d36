// A thread on which the lanes of all tenants for one kind of message run. Kinds have threads and
// HTTP clients of their own, so that slow receivers of one do not delay another.
#ifndef DAEMUN_APP_OUTBOX_THREAD_H
#define DAEMUN_APP_OUTBOX_THREAD_H

#include "app/outbox_lane.h"
#include "base/clock.h"
#include "base/task.h"

#include <boost/asio/steady_timer.hpp>

#include <memory>
#include <thread>
#include <vector>

namespace daemun::app {

class OutboxThread {
 public:
  // Looks into each lane, waits `pause`, and so on.
  OutboxThread(std::vector<std::unique_ptr<OutboxLane>> lanes, Milliseconds pause);
  // Waits for what is under way: at most for the timeout of an attempt.
  ~OutboxThread();
  OutboxThread(const OutboxThread&) = delete;
  OutboxThread& operator=(const OutboxThread&) = delete;

  // Looks at once. Callable from any thread.
  void wake();
  // Begins nothing any more; the destructor waits for what is under way. Callable from any thread.
  void stop();

 private:
  struct Entry {
    std::unique_ptr<OutboxLane> lane;
    boost::asio::steady_timer timer;
    bool is_woken = false;  // since the last look began
  };

  Task<void> keep_going(Entry& entry);

  const Milliseconds pause_;
  boost::asio::io_context loop_{1};
  std::vector<Entry> entries_;
  bool is_stopping_ = false;  // the loop's
  std::thread thread_;
};

}  // namespace daemun::app

#endif
