// Threads of their own for work that takes long, so that no loop waits for it, behind a bounded
// queue, so that a flood of it ends in refusals and not in an empty memory. Parties take turns: a
// flood from one of them keeps nobody else waiting.
#ifndef DAEMUN_CRYPTO_WORK_POOL_H
#define DAEMUN_CRYPTO_WORK_POOL_H

#include "base/task.h"
#include "crypto/fair_queue.h"

#include <condition_variable>
#include <exception>
#include <functional>
#include <mutex>
#include <optional>
#include <string>
#include <thread>
#include <utility>
#include <vector>

namespace daemun::crypto {

class WorkPool {
 public:
  struct Limits {
    std::string name{};  // of the threads, as top shows it; at most 15 characters
    unsigned threads = 1;
    // Waiting calls; beyond that calls are refused.
    FairQueueLimits queue{};
  };

  explicit WorkPool(Limits limits);
  // Ends after the calls in progress; waiting ones are dropped. The loops have stopped before.
  ~WorkPool();
  WorkPool(const WorkPool&) = delete;
  WorkPool& operator=(const WorkPool&) = delete;

  // The result of `work`, or what it threw. `party` is who waits in one line: the network of a
  // request, or the part of the server that asks. Throws daemun::Unavailable when there is no
  // place.
  template <typename T>
  Task<T> call(std::string party, std::function<T()> work) {
    const auto start = [this, &party, &work](Resume<Outcome<T>> resume) {
      push(party, make_job<T>(resume, work));
    };
    auto outcome = co_await suspend_for<Outcome<T>>(start);
    if (outcome.failure) std::rethrow_exception(outcome.failure);
    co_return std::move(*outcome.value);
  }

 private:
  template <typename T>
  struct Outcome {
    std::optional<T> value{};
    std::exception_ptr failure{};
  };
  // The work for a thread of the pool, and the fallback when there is no place.
  struct Job {
    std::function<void()> run;
    std::function<void()> refuse;
  };

  template <typename T>
  static Job make_job(const Resume<Outcome<T>>& resume, const std::function<T()>& work) {
    const auto run = [resume, work] {
      Outcome<T> outcome;
      try {
        outcome.value = work();
      } catch (...) {
        outcome.failure = std::current_exception();
      }
      resume(std::move(outcome));
    };
    // Not thrown from here: the caller is being suspended.
    const auto refuse = [resume] {
      Outcome<T> outcome;
      outcome.failure = refusal();
      resume(std::move(outcome));
    };
    return Job{.run = run, .refuse = refuse};
  }
  static std::exception_ptr refusal();
  void push(const std::string& party, Job job);
  void run();

  std::string name_;
  std::mutex mutex_;
  std::condition_variable arrival_;
  FairQueue<Job> queue_;
  bool is_stopping_ = false;
  std::vector<std::thread> threads_;
};

}  // namespace daemun::crypto

#endif
