#include "crypto/password_pool.h"

#include "base/unavailable.h"

#include <boost/asio/co_spawn.hpp>
#include <doctest/doctest.h>

#include <atomic>
#include <memory>
#include <vector>

namespace daemun::crypto {

namespace {

PasswordCheck a_check(const std::string& password, std::optional<StoredPassword> stored) {
  return PasswordCheck{.password = Secret(password), .stored = std::move(stored)};
}

}  // namespace

TEST_CASE("PasswordPool hashes a password that it then verifies") {
  SystemRandom random;
  PasswordPool pool(random);
  const auto hash = run_task(pool.hash("network", Secret("Xk29_vbnQ!z8")));
  CHECK(hash.starts_with("$argon2id$"));
  const StoredPassword stored{PasswordAlgorithm::argon2id, hash};
  CHECK(run_task(pool.check("network", a_check("Xk29_vbnQ!z8", stored))).is_right);
  CHECK_FALSE(run_task(pool.check("network", a_check("Xk29_vbnQ!z9", stored))).is_right);
}

TEST_CASE("PasswordPool says no to every password of nobody") {
  SystemRandom random;
  PasswordPool pool(random);
  CHECK_FALSE(run_task(pool.check("network", a_check("password", std::nullopt))).is_right);
}

TEST_CASE("PasswordPool passes a failure on to the caller") {
  SystemRandom random;
  PasswordPool pool(random);
  CHECK_THROWS(run_task(pool.hash("network", Secret(std::string(max_password_bytes + 1, 'a')))));
}

TEST_CASE("PasswordPool refuses what its queue cannot hold") {
  SystemRandom random;
  PasswordPool pool(random, {.threads = 1, .queue = {.line = 1, .total = 2}});
  boost::asio::io_context loop(1);
  int answered = 0, refused = 0;
  for (int i = 0; i < 4; ++i) {
    boost::asio::co_spawn(
        loop.get_executor(),
        pool.check("network", a_check("password", std::nullopt)),
        [&](std::exception_ptr failure, const PasswordVerdict&) {
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
