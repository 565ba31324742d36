// Where passwords are hashed: threads of their own, so that no loop waits for Argon2, behind a
// bounded queue, so that a flood of sign-ins ends in refusals and not in an empty memory.
#ifndef DAEMUN_CRYPTO_PASSWORD_POOL_H
#define DAEMUN_CRYPTO_PASSWORD_POOL_H

#include "base/secret.h"
#include "base/task.h"
#include "crypto/password_hash.h"
#include "crypto/random.h"

#include <condition_variable>
#include <cstddef>
#include <deque>
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
    // Waiting calls; one more is refused.
    std::size_t queue = 64;
  };

  // `random` outlives the pool and may be called from its threads.
  explicit PasswordPool(Random& random) : PasswordPool(random, Limits{}) {}
  PasswordPool(Random& random, Limits limits);
  // Ends after the calls in progress; waiting ones are dropped. The loops have stopped before.
  ~PasswordPool();
  PasswordPool(const PasswordPool&) = delete;
  PasswordPool& operator=(const PasswordPool&) = delete;

  // All throw daemun::Unavailable when the queue is full. Passwords are in normalisation form C.
  Task<bool> verify(Secret password, std::string hash, PasswordAlgorithm algorithm);
  // Takes as long as verify() of an Argon2id hash, and always says no: for users that do not exist.
  Task<bool> verify_nobody(Secret password);
  Task<std::string> hash(Secret password);

 private:
  template <typename T, typename Work>
  Task<T> call(Work work);
  // False when the queue is full.
  bool push(std::function<void()> job);
  void run();

  Random& random_;
  const std::size_t queue_limit_;
  std::mutex mutex_;
  std::condition_variable arrival_;
  std::deque<std::function<void()>> queue_;
  bool is_stopping_ = false;
  std::vector<std::thread> threads_;
};

}  // namespace daemun::crypto

#endif
