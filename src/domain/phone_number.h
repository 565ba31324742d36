// Phone numbers of E.164, and how each country writes its own.
#ifndef DAEMUN_DOMAIN_PHONE_NUMBER_H
#define DAEMUN_DOMAIN_PHONE_NUMBER_H

#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace daemun {

// Country code and number in digits, without '+' and without the prefix that is dialed inside the
// country: 610412345678 is 61412345678. Nothing when the text cannot be a number. Says nothing of
// the country's lengths, so that a number that was stored before they were asked for is found.
std::optional<std::string> parse_phone_number(std::string_view text);

// Whether a canonical number has a country's code and as many digits as its numbers can have: to be
// asked where a person enters one that is new.
bool is_possible_phone_number(std::string_view number);

// The countries (ISO 3166) of a canonical number: one, or those that share a code and do not show
// in the digits, as the United States and Canada. None for satellites and unknown codes.
std::vector<std::string_view> find_phone_countries(std::string_view number);

}  // namespace daemun

#endif
