// One-time codes of authenticator apps (RFC 6238): SHA-1, six digits, steps of 30 seconds, which is
// all that every app knows.
#ifndef DAEMUN_CRYPTO_TOTP_H
#define DAEMUN_CRYPTO_TOTP_H

#include "base/secret.h"
#include "crypto/random.h"

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

namespace daemun::crypto {

inline constexpr std::int64_t totp_period_seconds = 30;
inline constexpr std::size_t totp_digits = 6;

std::int64_t totp_step_at(std::int64_t unix_seconds);

// 20 bytes (RFC 4226 4).
Secret make_totp_secret(Random& random);
std::string make_totp_code(const Secret& secret, std::int64_t step);
// Which step the code is of: this one, the one before or the one after (RFC 6238 5.2). Compares all
// three in constant time. The caller sees to it that a step counts once.
std::optional<std::int64_t> find_totp_step(
    const Secret& secret, std::string_view code, std::int64_t current_step
);

}  // namespace daemun::crypto

#endif
