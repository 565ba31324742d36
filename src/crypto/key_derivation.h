// Many keys from one secret.
#ifndef DAEMUN_CRYPTO_KEY_DERIVATION_H
#define DAEMUN_CRYPTO_KEY_DERIVATION_H

#include "base/secret.h"

#include <cstddef>
#include <string>
#include <string_view>

namespace daemun::crypto {

// HKDF-SHA256 without salt (RFC 5869); `info` names the purpose. At most 8160 bytes.
std::string derive_key(const Secret& secret, std::string_view info, std::size_t length);

// The same with a salt, for keys that others derive as well.
std::string derive_salted_key(
    const Secret& secret, std::string_view salt, std::string_view info, std::size_t length
);

}  // namespace daemun::crypto

#endif
