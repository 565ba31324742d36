// ECDSA signatures in the two forms: OpenSSL's DER and JOSE's r||s (RFC 7518 3.4).
#ifndef DAEMUN_CRYPTO_SIGNATURE_ENCODING_H
#define DAEMUN_CRYPTO_SIGNATURE_ENCODING_H

#include <cstddef>
#include <optional>
#include <string>
#include <string_view>

namespace daemun::crypto {

// r and s in `size` bytes each. Nothing for a text that is not DER or holds a longer number.
std::optional<std::string> to_fixed_signature(std::string_view der, std::size_t size);

// From two numbers of at most 55 bytes each.
std::string to_der_signature(std::string_view fixed);

}  // namespace daemun::crypto

#endif
