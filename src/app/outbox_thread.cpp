#include "app/outbox_thread.h"

#include "base/log.h"

#include <boost/asio/detached.hpp>
#include <boost/asio/redirect_error.hpp>

#include <string>

namespace daemun::app {

OutboxThread::OutboxThread(std::vector<std::unique_ptr<OutboxLane>> lanes, Milliseconds pause)
    : pause_(pause) {
  for (auto& lane : lanes)
    entries_.push_back(Entry{std::move(lane), boost::asio::steady_timer(loop_), false});
  for (auto& entry : entries_)
    boost::asio::co_spawn(loop_.get_executor(), keep_going(entry), boost::asio::detached);
  thread_ = std::thread([this] { loop_.run(); });
}

OutboxThread::~OutboxThread() {
  stop();
  thread_.join();
}

void OutboxThread::stop() {
  boost::asio::post(loop_, [this] {
    is_stopping_ = true;
    for (auto& entry : entries_) {
      entry.lane->stop();
      entry.timer.cancel();
    }
  });
}

void OutboxThread::wake() {
  boost::asio::post(loop_, [this] {
    for (auto& entry : entries_) {
      entry.is_woken = true;
      entry.timer.cancel();
    }
  });
}

Task<void> OutboxThread::keep_going(Entry& entry) {
  bool was_well = true;
  while (!is_stopping_) {
    std::string failure;
    entry.is_woken = false;
    try {
      co_await entry.lane->send_due();
    } catch (const std::exception& error) {
      failure = error.what();
    }
    // The first time of a series.
    const bool is_well = failure.empty();
    if (!is_well && was_well) log_error("outbox.unavailable", {{"error", failure}});
    if (is_well && !was_well) log_info("outbox.recovered");
    was_well = is_well;
    if (is_stopping_) break;
    if (entry.is_woken && is_well) continue;
    boost::system::error_code cancelled;
    entry.timer.expires_after(pause_);
    co_await entry.timer.async_wait(boost::asio::redirect_error(use_task, cancelled));
  }
}

}  // namespace daemun::app
