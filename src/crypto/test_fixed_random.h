// Randomness of published vectors.
#ifndef DAEMUN_CRYPTO_TEST_FIXED_RANDOM_H
#define DAEMUN_CRYPTO_TEST_FIXED_RANDOM_H

#include "crypto/random.h"

#include <doctest/doctest.h>

#include <cstddef>
#include <cstring>
#include <span>
#include <string>
#include <utility>

namespace daemun::crypto::test {

// Hands out a vector's nonce or initialisation vector.
class FixedRandom final : public Random {
 public:
  explicit FixedRandom(std::string bytes) : bytes_(std::move(bytes)) {}
  void fill(std::span<std::byte> bytes) override {
    REQUIRE(bytes.size() == bytes_.size());
    std::memcpy(bytes.data(), bytes_.data(), bytes.size());
  }

 private:
  std::string bytes_;
};

}  // namespace daemun::crypto::test

#endif
