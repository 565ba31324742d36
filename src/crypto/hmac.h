// Keyed hashes (RFC 2104).
#ifndef DAEMUN_CRYPTO_HMAC_H
#define DAEMUN_CRYPTO_HMAC_H

#include <string>
#include <string_view>

namespace daemun::crypto {

std::string hmac_sha256(std::string_view key, std::string_view bytes);
std::string hmac_sha384(std::string_view key, std::string_view bytes);
std::string hmac_sha512(std::string_view key, std::string_view bytes);
// For TOTP (RFC 6238), whose authenticator apps know nothing else.
std::string hmac_sha1(std::string_view key, std::string_view bytes);

}  // namespace daemun::crypto

#endif
