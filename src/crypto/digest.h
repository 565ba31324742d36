// Hash functions. Algorithms are fetched once and contexts kept a thread: a fetch costs more than
// hashing a token.
#ifndef DAEMUN_CRYPTO_DIGEST_H
#define DAEMUN_CRYPTO_DIGEST_H

#include <string>
#include <string_view>

namespace daemun::crypto {

// md5 and sha1 only to check hashes that other systems made.
enum class DigestAlgorithm { md5, sha1, sha256, sha384, sha512 };

// The raw bytes.
std::string digest(DigestAlgorithm algorithm, std::string_view bytes);

inline std::string sha256(std::string_view bytes) {
  return digest(DigestAlgorithm::sha256, bytes);
}

}  // namespace daemun::crypto

#endif
