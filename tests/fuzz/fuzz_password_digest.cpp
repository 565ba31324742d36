// Password hashes that an import brings: the first byte chooses the algorithm.
#include "crypto/password_hash.h"

#include <cstddef>
#include <cstdint>
#include <string_view>

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  using daemun::crypto::PasswordAlgorithm;
  if (size == 0) return 0;
  const auto algorithm = static_cast<PasswordAlgorithm>(data[0] % 8);
  const std::string_view stored(reinterpret_cast<const char*>(data) + 1, size - 1);
  static_cast<void>(daemun::crypto::find_hash_problem(algorithm, stored));
  return 0;
}
