// Logto's "Legacy" passwords of imported users: a JSON array [algorithm, [arguments], digest in
// hexadecimal]. The argument "@" stands for the password.
//   ["sha256", ["salt", "@"], "..."]              the digest of the arguments, one after the other
//   ["pbkdf2", ["salt", "1000", "20", "sha512", "@"], "..."]     iterations, bytes, digest
#ifndef DAEMUN_CRYPTO_LEGACY_PASSWORD_H
#define DAEMUN_CRYPTO_LEGACY_PASSWORD_H

#include "base/result.h"
#include "base/secret.h"

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

namespace daemun::crypto {

struct LegacyPassword {
  std::string digest{};    // OpenSSL's name, as Node.js uses it: "sha256", "md5", "ripemd160"
  std::string expected{};  // in lower case
  std::vector<std::string> arguments{};  // of a plain digest
  // Of PBKDF2; 0 iterations: a plain digest.
  std::string salt{};
  std::uint32_t iterations = 0;
  std::uint32_t key_bytes = 0;
};

enum class LegacyProblem { malformed, unknown_algorithm, too_costly };

Result<LegacyPassword, LegacyProblem> parse_legacy_password(std::string_view stored);

// False as well when this OpenSSL no longer has the algorithm.
[[nodiscard]] bool verify_legacy_password(const LegacyPassword& stored, const Secret& password);

}  // namespace daemun::crypto

#endif
