// The code that a device shows and a person types (RFC 8628 6.1): eight consonants, so that it
// spells no word and no letter looks like a digit.
#ifndef DAEMUN_DOMAIN_USER_CODE_H
#define DAEMUN_DOMAIN_USER_CODE_H

#include <cstddef>
#include <optional>
#include <string>
#include <string_view>

namespace daemun {

inline constexpr std::string_view user_code_alphabet = "BCDFGHJKLMNPQRSTVWXZ";
inline constexpr std::size_t user_code_length = 8;  // 34.5 bits: guesses must be counted

// As typed: in any case, with dashes and spaces anywhere. Nothing for what cannot be a code.
std::optional<std::string> parse_user_code(std::string_view typed);

// "BCDF-GHJK"
std::string format_user_code(std::string_view code);

}  // namespace daemun

#endif
