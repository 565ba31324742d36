// Authenticated encryption as JOSE has it beside GCM: AES_256_CBC_HMAC_SHA_512 (RFC 7518 5.2.5).
// For texts that others write or read; for our own there is aead.h.
#ifndef DAEMUN_CRYPTO_CBC_HMAC_H
#define DAEMUN_CRYPTO_CBC_HMAC_H

#include "base/secret.h"
#include "crypto/random.h"

#include <cstddef>
#include <optional>
#include <string>
#include <string_view>

namespace daemun::crypto {

inline constexpr std::size_t cbc_hmac_key_size = 64;

struct CbcHmacText {
  std::string iv{};  // 16 bytes
  std::string ciphertext{};
  std::string tag{};  // 32 bytes
};

// A key that has not 64 bytes is a bug and throws.
CbcHmacText seal_cbc_hmac(
    const Secret& key, std::string_view plaintext, std::string_view associated_data, Random& random
);

// Nothing for a text that was not sealed with this key and data. Nothing is decrypted before the
// tag is known to be right.
std::optional<std::string> open_cbc_hmac(
    const Secret& key, const CbcHmacText& sealed, std::string_view associated_data
);

}  // namespace daemun::crypto

#endif
