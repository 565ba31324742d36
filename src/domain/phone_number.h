// Phone numbers of E.164.
#ifndef DAEMUN_DOMAIN_PHONE_NUMBER_H
#define DAEMUN_DOMAIN_PHONE_NUMBER_H

#include <optional>
#include <string>
#include <string_view>

namespace daemun {

// Country code and number in digits, without '+' and without the prefix that is dialed inside the
// country: 610412345678 is 61412345678. Nothing when the text cannot be a number.
std::optional<std::string> parse_phone_number(std::string_view text);

}  // namespace daemun

#endif
