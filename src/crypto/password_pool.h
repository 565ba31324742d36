// Where passwords are hashed: threads of their own, so that no loop waits for Argon2, behind a
// bounded queue, so that a flood of sign-ins ends in refusals and not in an empty memory. Networks
// take turns: a flood from one of them keeps nobody else waiting.
#ifndef DAEMUN_CRYPTO_PASSWORD_POOL_H
#define DAEMUN_CRYPTO_PASSWORD_POOL_H

#include "base/secret.h"
#include "base/task.h"
#include "crypto/fair_queue.h"
#include "crypto/password_check.h"
#include "crypto/random.h"

#include <condition_variable>
#include <cstddef>
#include <functional>
#include <mutex>
#include <string>
#include <thread>
#include <vector>

namespace daemun::crypto {

class PasswordPool {
 public:
  struct Limits {
    unsigned threads = 2;
    // Waiting calls; beyond that calls are refused.
    FairQueueLimits queue{};
  };

  // `random` outlives the pool and may be called from its threads.
  explicit PasswordPool(Random& random) : PasswordPool(random, Limits{}) {}
  PasswordPool(Random& random, Limits limits);
  // Ends after the calls in progress; waiting ones are dropped. The loops have stopped before.
  ~PasswordPool();
  PasswordPool(const PasswordPool&) = delete;
  PasswordPool& operator=(const PasswordPool&) = delete;

  // `party` is who waits in one line: the network of a request, or the part of the server that
  // asks. Both throw daemun::Unavailable when there is no place. Passwords are in normalisation
  // form C.
  Task<PasswordVerdict> check(std::string party, PasswordCheck check);
  Task<std::string> hash(std::string party, Secret password);

 private:
  // The work for a thread of the pool, and the fallback when there is no place.
  struct Job {
    std::function<void()> run;
    std::function<void()> refuse;
  };

  template <typename T, typename Work>
  Task<T> call(std::string party, Work work);
  void push(const std::string& party, Job job);
  void run();

  Random& random_;
  std::mutex mutex_;
  std::condition_variable arrival_;
  FairQueue<Job> queue_;
  bool is_stopping_ = false;
  std::vector<std::thread> threads_;
};

}  // namespace daemun::crypto

#endif
