// Authenticated encryption: AES-256-GCM (NIST SP 800-38D) with a random nonce. A key may seal 2^32
// texts before the chance of a repeated nonce matters (section 8.3).
#ifndef DAEMUN_CRYPTO_AEAD_H
#define DAEMUN_CRYPTO_AEAD_H

#include "base/secret.h"
#include "crypto/random.h"

#include <optional>
#include <string>
#include <string_view>

namespace daemun::crypto {

// nonce (12 bytes), ciphertext, tag (16 bytes). `associated_data` names the purpose: what was
// sealed for one cannot be opened for another. A key that has not 32 bytes is a bug and throws.
std::string seal(
    const Secret& key, std::string_view plaintext, std::string_view associated_data, Random& random
);

// Nothing for a text that was not sealed with this key and purpose.
std::optional<std::string> open(
    const Secret& key, std::string_view sealed, std::string_view associated_data
);

}  // namespace daemun::crypto

#endif
