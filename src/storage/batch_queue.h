// A bounded queue from the loops to the worker threads of an engine, taken in batches.
#ifndef DAEMUN_STORAGE_BATCH_QUEUE_H
#define DAEMUN_STORAGE_BATCH_QUEUE_H

#include <algorithm>
#include <condition_variable>
#include <cstddef>
#include <deque>
#include <mutex>
#include <utility>
#include <vector>

namespace daemun::storage {

template <typename Job>
class BatchQueue {
 public:
  explicit BatchQueue(std::size_t limit) : limit_(limit) {}

  // Takes the job, or leaves it untouched and returns false when the queue is full or closed.
  [[nodiscard]] bool push(Job& job) {
    {
      const std::lock_guard lock(mutex_);
      if (closed_ || jobs_.size() >= limit_) return false;
      jobs_.push_back(std::move(job));
    }
    arrived_.notify_one();
    return true;
  }

  // Waits for jobs and takes up to `limit` of them, but leaves their share to the other `workers`.
  // Nothing when the queue is closed.
  std::vector<Job> pop(std::size_t limit, std::size_t workers = 1) {
    std::unique_lock lock(mutex_);
    arrived_.wait(lock, [this] { return closed_ || !jobs_.empty(); });
    const std::size_t share = (jobs_.size() + workers - 1) / workers;
    const auto end = jobs_.begin() + static_cast<std::ptrdiff_t>(std::min(share, limit));
    std::vector<Job> batch(std::make_move_iterator(jobs_.begin()), std::make_move_iterator(end));
    jobs_.erase(jobs_.begin(), end);
    return batch;
  }

  // Refuses further jobs, wakes the workers and returns the jobs that nobody has taken.
  std::vector<Job> close() {
    const std::lock_guard lock(mutex_);
    closed_ = true;
    std::vector<Job> rest(
        std::make_move_iterator(jobs_.begin()), std::make_move_iterator(jobs_.end())
    );
    jobs_.clear();
    arrived_.notify_all();
    return rest;
  }

 private:
  const std::size_t limit_;
  std::mutex mutex_;
  std::condition_variable arrived_;
  std::deque<Job> jobs_;
  bool closed_ = false;
};

}  // namespace daemun::storage

#endif
