#include "net/curl_worker.h"

#include <algorithm>
#include <new>
#include <stdexcept>
#include <system_error>
#include <utility>

namespace daemun::net {

namespace {

using Code = HttpError::Code;

constexpr auto stopped = "the client is stopped";
// How late the end of a request that waits is noticed.
constexpr int late_milliseconds = 20;
constexpr int idle_milliseconds = 60'000;

// Once a process; before the first thread uses curl.
void initialise_curl() {
  static const CURLcode result = curl_global_init(CURL_GLOBAL_DEFAULT);
  if (result != CURLE_OK) throw std::runtime_error("cannot initialise libcurl");
}

void check(const CurlSettings& settings) {
  if (settings.max_concurrent == 0) {
    throw std::invalid_argument("an HTTP client needs at least one request at a time");
  }
  if (settings.connect_timeout <= Milliseconds(0)) {
    throw std::invalid_argument("an HTTP client needs time to connect");
  }
  if (settings.proxy != Proxy::none && settings.addresses == Addresses::public_only) {
    throw std::invalid_argument("an HTTP client cannot check addresses behind a proxy");
  }
}

}  // namespace

CurlWorker::CurlWorker(CurlSettings settings, std::size_t max_waiting)
    : settings_(std::move(settings)), max_waiting_(max_waiting) {
  check(settings_);
  initialise_curl();
  lane_of(Urgency::ordinary).max_active = settings_.max_concurrent;
  lane_of(Urgency::shared).max_active = max_shared_requests;
  multi_.reset(curl_multi_init());
  if (!multi_) throw std::bad_alloc();
  const auto connections = static_cast<long>(settings_.max_concurrent + max_shared_requests);
  curl_multi_setopt(multi_.get(), CURLMOPT_MAXCONNECTS, connections);
}

CurlWorker::~CurlWorker() {
  stop();
  if (thread_.joinable()) thread_.join();
}

void CurlWorker::send(Request request, Transfer::Done done) {
  if (auto fault = find_fault(request)) return done(*std::move(fault));
  auto transfer = std::make_unique<Transfer>(std::move(request), settings_, std::move(done));
  if (const char* refusal = enqueue(transfer)) {
    transfer->fail({Code::connect_failed, refusal});
  } else {
    curl_multi_wakeup(multi_.get());
  }
}

const char* CurlWorker::enqueue(TransferPointer& transfer) {
  const std::lock_guard lock(mutex_);
  auto& waiting = lane_of(transfer->urgency()).waiting;
  if (is_stopping_) return stopped;
  if (waiting.size() >= max_waiting_) return "too many requests are waiting";
  try {
    if (!thread_.joinable()) thread_ = std::thread([this] { run(); });
  } catch (const std::system_error&) {
    return "no thread can be started";
  }
  waiting.push_back(std::move(transfer));
  return nullptr;
}

void CurlWorker::stop() {
  {
    const std::lock_guard lock(mutex_);
    is_stopping_ = true;
  }
  curl_multi_wakeup(multi_.get());
}

bool CurlWorker::is_stopping() {
  const std::lock_guard lock(mutex_);
  return is_stopping_;
}

void CurlWorker::run() {
  while (!is_stopping()) {
    start_waiting();
    int running = 0;
    curl_multi_perform(multi_.get(), &running);
    finish_done();
    wait();
  }
  fail_all();
}

void CurlWorker::start_waiting() {
  while (TransferPointer transfer = take_waiting()) {
    const auto left = transfer->time_left();
    if (left.count() <= 0) {
      transfer->fail({Code::timed_out, "no free connection in time", false});
    } else {
      start(std::move(transfer), left);
    }
  }
}

// The next one that may run, or one whose time is up; null when there is neither.
CurlWorker::TransferPointer CurlWorker::take_waiting() {
  const std::lock_guard lock(mutex_);
  for (Lane& lane : lanes_) {
    const auto is_late = [](const auto& transfer) { return transfer->time_left().count() <= 0; };
    auto& waiting = lane.waiting;
    const auto next = lane.has_startable() ? waiting.begin()
                                           : std::find_if(waiting.begin(), waiting.end(), is_late);
    if (next == waiting.end()) continue;
    TransferPointer transfer = std::move(*next);
    waiting.erase(next);
    return transfer;
  }
  return nullptr;
}

void CurlWorker::start(TransferPointer transfer, Milliseconds left) {
  transfer->limit_time(left);
  ++lane_of(transfer->urgency()).active;
  CURL* easy = transfer->handle();
  active_.emplace(easy, std::move(transfer));
  curl_multi_add_handle(multi_.get(), easy);
}

void CurlWorker::finish_done() {
  int left = 0;
  while (const CURLMsg* message = curl_multi_info_read(multi_.get(), &left)) {
    if (message->msg != CURLMSG_DONE) continue;
    const CURLcode code = message->data.result;
    const auto node = active_.extract(message->easy_handle);
    curl_multi_remove_handle(multi_.get(), node.key());
    --lane_of(node.mapped()->urgency()).active;
    node.mapped()->finish(code);
  }
}

// Until there is something to do: sockets, curl's own timers, send() and stop() end it.
void CurlWorker::wait() {
  int time = idle_milliseconds;
  {
    const std::lock_guard lock(mutex_);
    for (const Lane& lane : lanes_) {
      if (lane.has_startable()) return;
      if (!lane.waiting.empty()) time = late_milliseconds;
    }
  }
  curl_multi_poll(multi_.get(), nullptr, 0, time, nullptr);
}

void CurlWorker::fail_all() {
  for (auto& [easy, transfer] : active_) {
    curl_multi_remove_handle(multi_.get(), easy);
    transfer->fail({Code::connect_failed, stopped});
  }
  active_.clear();
  // Nobody adds to them any more.
  for (Lane& lane : lanes_) {
    for (auto& transfer : lane.waiting)
      transfer->fail({Code::connect_failed, stopped});
    lane.waiting.clear();
  }
}

}  // namespace daemun::net
