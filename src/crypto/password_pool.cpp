#include "crypto/password_pool.h"

#include <functional>
#include <utility>

namespace daemun::crypto {

PasswordPool::PasswordPool(Random& random, Limits limits)
    : random_(random),
      pool_({.name = "passwords", .threads = limits.threads, .queue = limits.queue}) {}

Task<PasswordVerdict> PasswordPool::check(std::string party, PasswordCheck check) {
  std::function<PasswordVerdict()> work = [this, &check] { return check_password(check, random_); };
  co_return co_await pool_.call<PasswordVerdict>(std::move(party), std::move(work));
}

Task<std::string> PasswordPool::hash(std::string party, Secret password) {
  std::function<std::string()> work = [this, &password] {
    return hash_password(password, random_);
  };
  co_return co_await pool_.call<std::string>(std::move(party), std::move(work));
}

}  // namespace daemun::crypto
