#include "crypto/work_pool.h"

#include "base/unavailable.h"

#include <pthread.h>

namespace daemun::crypto {

WorkPool::WorkPool(Limits limits) : name_(std::move(limits.name)), queue_(limits.queue) {
  for (unsigned i = 0; i < limits.threads; ++i)
    threads_.emplace_back([this] { run(); });
}

WorkPool::~WorkPool() {
  {
    const std::lock_guard lock(mutex_);
    is_stopping_ = true;
  }
  arrival_.notify_all();
  for (auto& thread : threads_)
    thread.join();
}

std::exception_ptr WorkPool::refusal() {
  return std::make_exception_ptr(Unavailable("too much work is waiting"));
}

void WorkPool::push(const std::string& party, Job job) {
  std::optional<Job> refused;
  {
    const std::lock_guard lock(mutex_);
    refused = queue_.push(party, std::move(job));
  }
  arrival_.notify_one();
  if (refused) refused->refuse();
}

void WorkPool::run() {
  pthread_setname_np(pthread_self(), name_.c_str());
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
