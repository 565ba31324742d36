#include "crypto/password_pool.h"

#include "base/unavailable.h"

#include <boost/asio/co_spawn.hpp>
#include <doctest/doctest.h>

#include <atomic>
#include <memory>
#include <vector>

namespace daemun::crypto {

TEST_CASE("PasswordPool hashes a password that it then verifies") {
  SystemRandom random;
  PasswordPool pool(random);
  const auto hash = run_task(pool.hash(Secret("Xk29_vbnQ!z8")));
  CHECK(hash.starts_with("$argon2id$"));
  CHECK(run_task(pool.verify(Secret("Xk29_vbnQ!z8"), hash, PasswordAlgorithm::argon2id)));
  CHECK_FALSE(run_task(pool.verify(Secret("Xk29_vbnQ!z9"), hash, PasswordAlgorithm::argon2id)));
}

TEST_CASE("PasswordPool::verify_nobody says no to every password") {
  SystemRandom random;
  PasswordPool pool(random);
  CHECK_FALSE(run_task(pool.verify_nobody(Secret("password"))));
}

TEST_CASE("PasswordPool passes a failure on to the caller") {
  SystemRandom random;
  PasswordPool pool(random);
  CHECK_THROWS(run_task(pool.hash(Secret(std::string(max_password_bytes + 1, 'a')))));
}

TEST_CASE("PasswordPool refuses what its queue cannot hold") {
  SystemRandom random;
  PasswordPool pool(random, {.threads = 1, .queue = 1});
  boost::asio::io_context loop(1);
  int answered = 0, refused = 0;
  for (int i = 0; i < 4; ++i) {
    boost::asio::co_spawn(
        loop.get_executor(),
        pool.verify_nobody(Secret("password")),
        [&](std::exception_ptr failure, bool) {
          try {
            if (failure) std::rethrow_exception(failure);
            ++answered;
          } catch (const Unavailable&) {
            ++refused;
          }
        }
    );
  }
  loop.run();
  CHECK(answered + refused == 4);
  CHECK(answered >= 1);
  CHECK(refused >= 2);
}

}  // namespace daemun::crypto
