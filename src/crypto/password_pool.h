// Where passwords are hashed: a pool of threads of their own, so that no loop waits for Argon2 and
// a flood of sign-ins ends in refusals and not in an empty memory.
#ifndef DAEMUN_CRYPTO_PASSWORD_POOL_H
#define DAEMUN_CRYPTO_PASSWORD_POOL_H

#include "base/secret.h"
#include "base/task.h"
#include "crypto/password_check.h"
#include "crypto/random.h"
#include "crypto/work_pool.h"

#include <string>

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

  // `party` is who waits in one line: the network of a request, or the part of the server that
  // asks. Both throw daemun::Unavailable when there is no place. Passwords are in normalisation
  // form C.
  Task<PasswordVerdict> check(std::string party, PasswordCheck check);
  Task<std::string> hash(std::string party, Secret password);

 private:
  Random& random_;
  WorkPool pool_;
};

}  // namespace daemun::crypto

#endif
