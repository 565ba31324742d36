#include "daemun/auth/transport/curl_http.h"

#include "daemun/auth/transport/curl_transfer.h"

#include <atomic>
#include <chrono>
#include <condition_variable>
#include <mutex>
#include <stdexcept>
#include <utility>
#include <vector>

namespace daemun::auth {

namespace {

using Code = HttpError::Code;
using SteadyClock = std::chrono::steady_clock;

}  // namespace

// The handles, lent out one to a request.
class CurlHttp::Pool {
 public:
  explicit Pool(CurlSettings settings) : settings_(std::move(settings)) {
    if (settings_.max_concurrent == 0) {
      throw std::invalid_argument("CurlHttp needs at least one handle");
    }
    if (settings_.connect_timeout <= Milliseconds(0)) {
      throw std::invalid_argument("CurlHttp needs time to connect");
    }
    if (settings_.proxy != Proxy::none && settings_.addresses == Addresses::public_only) {
      throw std::invalid_argument("CurlHttp cannot check addresses behind a proxy");
    }
  }

  Result<Response, HttpError> send(const Request& request) {
    const auto deadline = SteadyClock::now() + request.timeout;
    if (auto fault = find_fault(request)) return *std::move(fault);
    Lease lease(*this, request.urgency, deadline);
    if (is_stopping_) return HttpError{Code::connect_failed, "the client is stopped"};
    const auto left = std::chrono::floor<Milliseconds>(deadline - SteadyClock::now());
    if (!lease.easy || left.count() <= 0) {
      return HttpError{Code::timed_out, "no free connection in time"};
    }
    return transfer(
        lease.easy.get(),
        request,
        {.settings = settings_, .time = left, .is_stopping = is_stopping_}
    );
  }

  void stop() {
    {
      const std::lock_guard lock(mutex_);
      is_stopping_ = true;
    }
    returned_.notify_all();
  }

 private:
  // Without a handle when the deadline has passed first.
  struct Lease {
    Lease(Pool& owner, Urgency wanted, SteadyClock::time_point deadline)
        : pool(owner), urgency(wanted), easy(pool.take(wanted, deadline)) {}
    ~Lease() {
      if (easy) pool.give_back(urgency, std::move(easy));
    }
    Lease(const Lease&) = delete;
    Lease& operator=(const Lease&) = delete;

    Pool& pool;
    Urgency urgency;
    CurlHandle easy;
  };

  // How many handles of that kind are out.
  std::size_t& lent(Urgency urgency) {
    return urgency == Urgency::shared ? lent_shared_ : lent_ordinary_;
  }

  CurlHandle take(Urgency urgency, SteadyClock::time_point deadline) {
    const std::size_t max =
        urgency == Urgency::shared ? max_shared_requests : settings_.max_concurrent;
    std::unique_lock lock(mutex_);
    const bool is_free =
        returned_.wait_until(lock, deadline, [&] { return is_stopping_ || lent(urgency) < max; });
    if (!is_free || is_stopping_) return nullptr;
    CurlHandle easy;
    if (idle_.empty()) {
      easy = make_curl_handle();
    } else {
      // The one that was used last: its connection is the freshest.
      easy = std::move(idle_.back());
      idle_.pop_back();
    }
    ++lent(urgency);
    return easy;
  }

  void give_back(Urgency urgency, CurlHandle easy) {
    // Keeps its connections; everything else of the request is forgotten.
    curl_easy_reset(easy.get());
    {
      const std::lock_guard lock(mutex_);
      idle_.push_back(std::move(easy));
      --lent(urgency);
    }
    // Whoever waits may wait for the other kind.
    returned_.notify_all();
  }

  const CurlSettings settings_;
  std::atomic<bool> is_stopping_{false};

  std::mutex mutex_;
  std::condition_variable returned_;
  std::vector<CurlHandle> idle_;
  std::size_t lent_ordinary_ = 0;
  std::size_t lent_shared_ = 0;
};

CurlHttp::CurlHttp(CurlSettings settings) : pool_(std::make_unique<Pool>(std::move(settings))) {}
CurlHttp::~CurlHttp() = default;

Result<Response, HttpError> CurlHttp::send(const Request& request) {
  return pool_->send(request);
}

void CurlHttp::stop() {
  pool_->stop();
}

}  // namespace daemun::auth
