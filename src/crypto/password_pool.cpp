#include "crypto/password_pool.h"

#include "base/unavailable.h"

#include <exception>
#include <memory>
#include <pthread.h>
#include <utility>

namespace daemun::crypto {
namespace {

template <typename T>
struct Outcome {
  T value{};
  std::exception_ptr failure;
};

// A job that hands the result of `work`, or what it threw, to the coroutine that waits for it.
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

PasswordPool::PasswordPool(Random& random, Limits limits)
    : random_(random), queue_limit_(limits.queue) {
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
Task<T> PasswordPool::call(Work work) {
  const auto start = [this, &work](Resume<Outcome<T>> resume) {
    if (push(make_job<T>(resume, work))) return;
    // Not thrown from here: the caller is being suspended.
    resume({T{}, std::make_exception_ptr(Unavailable("too many passwords to check"))});
  };
  auto outcome = co_await suspend_for<Outcome<T>>(start);
  if (outcome.failure) std::rethrow_exception(outcome.failure);
  co_return std::move(outcome.value);
}

Task<bool> PasswordPool::verify(Secret password, std::string hash, PasswordAlgorithm algorithm) {
  const auto work = [&password, &hash, algorithm] {
    return verify_password(algorithm, password, hash);
  };
  co_return co_await call<bool>(work);
}

Task<bool> PasswordPool::verify_nobody(Secret password) {
  const auto work = [&password] {
    return verify_password(password, dummy_password_hash()) && false;
  };
  co_return co_await call<bool>(work);
}

Task<std::string> PasswordPool::hash(Secret password) {
  const auto work = [this, &password] { return hash_password(password, random_); };
  co_return co_await call<std::string>(work);
}

bool PasswordPool::push(std::function<void()> job) {
  {
    const std::lock_guard lock(mutex_);
    if (queue_.size() >= queue_limit_) return false;
    queue_.push_back(std::move(job));
  }
  arrival_.notify_one();
  return true;
}

void PasswordPool::run() {
  pthread_setname_np(pthread_self(), "passwords");  // as top and the benchmark show it
  while (true) {
    std::function<void()> job;
    {
      std::unique_lock lock(mutex_);
      arrival_.wait(lock, [this] { return is_stopping_ || !queue_.empty(); });
      if (is_stopping_) return;
      job = std::move(queue_.front());
      queue_.pop_front();
    }
    job();
  }
}

}  // namespace daemun::crypto
