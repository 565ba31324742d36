// One thread that carries the requests of a client, many at a time, by libcurl's multi interface.
#ifndef DAEMUN_NET_CURL_WORKER_H
#define DAEMUN_NET_CURL_WORKER_H

#include "net/curl_transfer.h"

#include <array>
#include <cstddef>
#include <deque>
#include <memory>
#include <mutex>
#include <thread>
#include <unordered_map>

namespace daemun::net {

class CurlWorker {
 public:
  // Throws std::invalid_argument as CurlHttp does. Of each urgency `max_waiting` wait; beyond,
  // connect_failed.
  CurlWorker(CurlSettings settings, std::size_t max_waiting);
  // Ends what is under way and what waits, with connect_failed.
  ~CurlWorker();
  CurlWorker(const CurlWorker&) = delete;
  CurlWorker& operator=(const CurlWorker&) = delete;

  // Calls `done` once, from any thread, be it before it returns. The thread begins with the first
  // request.
  void send(Request request, Transfer::Done done);

  // Ends what is under way, and what comes.
  void stop();

 private:
  using TransferPointer = std::unique_ptr<Transfer>;
  struct MultiDelete {
    void operator()(CURLM* handle) const { curl_multi_cleanup(handle); }
  };
  // The requests of one urgency.
  struct Lane {
    std::size_t max_active = 0;
    std::size_t active = 0;
    std::deque<TransferPointer> waiting{};

    bool has_startable() const { return !waiting.empty() && active < max_active; }
  };

  // The reason when it is not taken.
  const char* enqueue(TransferPointer& transfer);
  void run();
  void start_waiting();
  void start(TransferPointer transfer, Milliseconds left);
  void finish_done();
  void wait();
  void fail_all();
  TransferPointer take_waiting();
  bool is_stopping();
  Lane& lane_of(Urgency urgency) { return lanes_[static_cast<std::size_t>(urgency)]; }

  const CurlSettings settings_;
  const std::size_t max_waiting_;
  std::unique_ptr<CURLM, MultiDelete> multi_;
  std::unordered_map<CURL*, TransferPointer> active_;  // the thread's own

  std::mutex mutex_;
  std::array<Lane, 2> lanes_;
  bool is_stopping_ = false;
  std::thread thread_;
};

}  // namespace daemun::net

#endif
