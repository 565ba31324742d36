#include "daemun/auth/transport/curl_task_http.h"

#include <algorithm>
#include <chrono>
#include <condition_variable>
#include <deque>
#include <exception>
#include <mutex>
#include <optional>
#include <system_error>
#include <thread>
#include <utility>
#include <variant>
#include <vector>

namespace daemun::auth {

namespace {

using Code = HttpError::Code;
using SteadyClock = std::chrono::steady_clock;
using Answer = Result<Response, HttpError>;
// Nothing before there is something.
using Outcome = std::variant<std::monostate, Answer, std::exception_ptr>;

struct Job {
  Request request{};
  SteadyClock::time_point deadline{};
  Resume<Outcome> resume{};
};

}  // namespace

class CurlTaskHttp::Workers {
 public:
  Workers(CurlSettings settings, std::size_t max_waiting)
      : max_waiting_(max_waiting),
        max_ordinary_(settings.max_concurrent),
        http_(std::move(settings)) {}

  ~Workers() {
    std::deque<Job> waiting;
    {
      const std::lock_guard lock(mutex_);
      is_stopping_ = true;
      waiting.swap(shared_);
      for (Job& job : ordinary_)
        waiting.push_back(std::move(job));
      ordinary_.clear();
    }
    came_.notify_all();
    http_.stop();
    // Nobody adds to them any more.
    for (std::thread& thread : threads_)
      thread.join();
    for (const Job& job : waiting)
      job.resume(Answer(HttpError{Code::connect_failed, "the client is stopped"}));
  }

  Workers(const Workers&) = delete;
  Workers& operator=(const Workers&) = delete;

  void push(Job job) {
    {
      const std::lock_guard lock(mutex_);
      std::deque<Job>& queue = job.request.urgency == Urgency::shared ? shared_ : ordinary_;
      if (queue.size() < max_waiting_ && !is_stopping_) {
        queue.push_back(std::move(job));
        if (idle_ >= runnable() || add_thread() || !threads_.empty()) {
          came_.notify_one();
          return;
        }
        job = std::move(queue.back());
        queue.pop_back();
      }
    }
    job.resume(Answer(HttpError{Code::connect_failed, "too many requests are waiting"}));
  }

 private:
  // The jobs that wait for nothing but a thread.
  std::size_t runnable() const {
    return std::min(shared_.size(), max_shared_requests - running_shared_) +
           std::min(ordinary_.size(), max_ordinary_ - running_ordinary_);
  }

  // Whether the system has one more.
  bool add_thread() {
    try {
      threads_.emplace_back([this] { work(); });
      return true;
    } catch (const std::system_error&) {
      return false;
    }
  }

  std::size_t& running(const Job& job) {
    return job.request.urgency == Urgency::shared ? running_shared_ : running_ordinary_;
  }

  void work() {
    std::unique_lock lock(mutex_);
    while (auto job = pop(lock)) {
      ++running(*job);
      lock.unlock();
      job->resume(send(*job));
      lock.lock();
      --running(*job);
    }
  }

  // Of those that may run, the ones that many wait for first.
  std::optional<Job> pop(std::unique_lock<std::mutex>& lock) {
    ++idle_;
    came_.wait(lock, [this] { return is_stopping_ || runnable() > 0; });
    --idle_;
    if (is_stopping_) return std::nullopt;
    const bool is_shared = !shared_.empty() && running_shared_ < max_shared_requests;
    std::deque<Job>& queue = is_shared ? shared_ : ordinary_;
    Job job = std::move(queue.front());
    queue.pop_front();
    return job;
  }

  Outcome send(Job& job) {
    job.request.timeout = std::chrono::floor<Milliseconds>(job.deadline - SteadyClock::now());
    try {
      return http_.send(job.request);
    } catch (...) {
      return std::current_exception();
    }
  }

  const std::size_t max_waiting_;
  const std::size_t max_ordinary_;
  std::mutex mutex_;
  std::condition_variable came_;
  std::deque<Job> shared_;
  std::deque<Job> ordinary_;
  std::size_t running_shared_ = 0;
  std::size_t running_ordinary_ = 0;
  std::size_t idle_ = 0;
  bool is_stopping_ = false;

  CurlHttp http_;
  std::vector<std::thread> threads_;
};

CurlTaskHttp::CurlTaskHttp(CurlSettings settings, std::size_t max_waiting)
    : workers_(std::make_unique<Workers>(std::move(settings), max_waiting)) {}
CurlTaskHttp::~CurlTaskHttp() = default;

Task<Result<Response, HttpError>> CurlTaskHttp::send(Request request) {
  Workers& workers = *workers_;
  auto start = [&workers, &request](Resume<Outcome> resume) {
    const auto deadline = SteadyClock::now() + request.timeout;
    workers.push({.request = std::move(request), .deadline = deadline, .resume = std::move(resume)}
    );
  };
  Outcome outcome = co_await suspend_for<Outcome>(std::move(start));
  if (const auto* failure = std::get_if<std::exception_ptr>(&outcome)) {
    std::rethrow_exception(*failure);
  }
  co_return std::get<Answer>(std::move(outcome));
}

}  // namespace daemun::auth
