#include "daemun/auth/transport/curl_task_http.h"

#include <chrono>
#include <condition_variable>
#include <deque>
#include <exception>
#include <mutex>
#include <optional>
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
      : max_waiting_(max_waiting), threads_(settings.max_concurrent), http_(std::move(settings)) {
    for (std::thread& thread : threads_)
      thread = std::thread([this] { work(); });
  }

  ~Workers() {
    std::deque<Job> waiting;
    {
      const std::lock_guard lock(mutex_);
      is_stopping_ = true;
      waiting.swap(waiting_);
    }
    came_.notify_all();
    http_.stop();
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
      if (waiting_.size() < max_waiting_ && !is_stopping_) {
        waiting_.push_back(std::move(job));
        came_.notify_one();
        return;
      }
    }
    job.resume(Answer(HttpError{Code::connect_failed, "too many requests are waiting"}));
  }

 private:
  void work() {
    while (auto job = pop())
      job->resume(send(*job));
  }

  std::optional<Job> pop() {
    std::unique_lock lock(mutex_);
    came_.wait(lock, [this] { return is_stopping_ || !waiting_.empty(); });
    if (waiting_.empty()) return std::nullopt;
    Job job = std::move(waiting_.front());
    waiting_.pop_front();
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
  std::mutex mutex_;
  std::condition_variable came_;
  std::deque<Job> waiting_;
  bool is_stopping_ = false;

  std::vector<std::thread> threads_;
  CurlHttp http_;
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
