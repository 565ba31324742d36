// Base32 (RFC 4648 6) without padding, as authenticator apps write their secrets.
#ifndef DAEMUN_BASE_BASE32_H
#define DAEMUN_BASE_BASE32_H

#include <optional>
#include <string>
#include <string_view>

namespace daemun {

// Upper case.
std::string to_base32(std::string_view bytes);
// Either case; nothing on padding, a foreign character, an impossible length or non-zero trailing
// bits.
std::optional<std::string> parse_base32(std::string_view text);

}  // namespace daemun

#endif
