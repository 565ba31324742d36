// Random bytes and the identifiers and tokens made of them. The source comes through the
// constructor or the parameters, so that tests can foresee it.
#ifndef DAEMUN_CRYPTO_RANDOM_H
#define DAEMUN_CRYPTO_RANDOM_H

#include <atomic>
#include <cstddef>
#include <cstdint>
#include <span>
#include <string>

namespace daemun::crypto {

class Random {
 public:
  virtual ~Random() = default;
  virtual void fill(std::span<std::byte> bytes) = 0;
};

// The kernel's generator behind a buffer of 4 KiB a thread (30 times fewer system calls). Bytes are
// wiped as they are handed out; a forked child starts with an empty buffer.
class SystemRandom final : public Random {
 public:
  void fill(std::span<std::byte> bytes) override;
};

// The same bytes for the same seed; for tests only. Callable from several threads.
class FakeRandom final : public Random {
 public:
  explicit FakeRandom(std::uint64_t seed) : state_(seed) {}
  void fill(std::span<std::byte> bytes) override;

 private:
  std::atomic<std::uint64_t> state_;
};

std::string random_bytes(Random& random, std::size_t length);
// Each of `length` characters evenly from [0-9a-z].
std::string random_id(Random& random, std::size_t length);
// Each of `length` characters evenly from [0-9A-Za-z].
std::string random_alphanumeric(Random& random, std::size_t length);
// 256 bits as 43 characters of base64url.
std::string random_token(Random& random);

}  // namespace daemun::crypto

#endif
