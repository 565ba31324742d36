#include "crypto/password_pool.h"

#include "base/unavailable.h"

#include <exception>
#include <memory>
#include <optional>
#include <pthread.h>
#include <utility>

namespace daemun::crypto {
namespace {

template <typename T>
struct Outcome {
  T value{};
  std::exception_ptr failure;
};

// Hands the result of `work`, or what it threw, to the coroutine that waits for it.
template <typename T, typename Work>
std::function<void()> make_job(const Resume<Outcome<T>>& resume, const Work& work) {
  return [resume, work] {
    Outcome<T> outcome;
    try {
      outcome.value = work();
    } catch (...) {
      outcome.failure = std::current_exception();
    }
    resume(std::move(outcome));
  };
}

}  // namespace

PasswordPool::PasswordPool(Random& random, Limits limits) : random_(random), queue_(limits.queue) {
  for (unsigned i = 0; i < limits.threads; ++i)
    threads_.emplace_back([this] { run(); });
}

PasswordPool::~PasswordPool() {
  {
    const std::lock_guard lock(mutex_);
    is_stopping_ = true;
  }
  arrival_.notify_all();
  for (auto& thread : threads_)
    thread.join();
}

template <typename T, typename Work>
Task<T> PasswordPool::call(std::string party, Work work) {
  const auto start = [this, &party, &work](Resume<Outcome<T>> resume) {
    Job job{
        .run = make_job<T>(resume, work),
        // Not thrown from here: the caller is being suspended.
        .refuse = [resume] {
          resume({T{}, std::make_exception_ptr(Unavailable("too many passwords to check"))});
        }};
    push(party, std::move(job));
  };
  auto outcome = co_await suspend_for<Outcome<T>>(start);
  if (outcome.failure) std::rethrow_exception(outcome.failure);
  co_return std::move(outcome.value);
}

Task<PasswordVerdict> PasswordPool::check(std::string party, PasswordCheck check) {
  const auto work = [this, &check] { return check_password(check, random_); };
  co_return co_await call<PasswordVerdict>(std::move(party), work);
}

Task<std::string> PasswordPool::hash(std::string party, Secret password) {
  const auto work = [this, &password] { return hash_password(password, random_); };
  co_return co_await call<std::string>(std::move(party), work);
}

void PasswordPool::push(const std::string& party, Job job) {
  std::optional<Job> refused;
  {
    const std::lock_guard lock(mutex_);
    refused = queue_.push(party, std::move(job));
  }
  arrival_.notify_one();
  if (refused) refused->refuse();
}

void PasswordPool::run() {
  pthread_setname_np(pthread_self(), "passwords");  // as top and the benchmark show it
  while (true) {
    std::optional<Job> job;
    {
      std::unique_lock lock(mutex_);
      arrival_.wait(lock, [this] { return is_stopping_ || queue_.size() > 0; });
      if (is_stopping_) return;
      job = queue_.pop();
    }
    job->run();
  }
}

}  // namespace daemun::crypto
