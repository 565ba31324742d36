// How the countries of the world number their telephones: phone_rules.txt, which is made of the
// metadata of libphonenumber-js (docs/decisions/0024-data-of-others.md).
#ifndef DAEMUN_DOMAIN_PHONE_RULES_H
#define DAEMUN_DOMAIN_PHONE_RULES_H

#include <bitset>
#include <cstddef>
#include <string>
#include <string_view>
#include <vector>

namespace daemun {

inline constexpr std::size_t max_phone_digits = 15;  // E.164

struct PhoneCountry {
  std::string_view name{};                         // ISO 3166: "KR"
  std::vector<std::string_view> leading_digits{};  // none where a number does not show its country
};

// Of a calling code.
struct PhoneRule {
  std::string_view code{};
  std::bitset<32> lengths{};                 // of the digits behind the code
  std::vector<std::string_view> prefixes{};  // dialed inside the country; the longest first
  std::string_view pattern{};                // the digits behind the code, where there are prefixes
  std::vector<PhoneCountry> countries{};     // none for satellites and the like
};

// Of the digits of an international number; null when no country has its code.
const PhoneRule* find_phone_rule(std::string_view digits);
// Whether the digits behind the code are a number of the country.
bool matches_phone_pattern(const PhoneRule& rule, std::string_view national);

// "KR": whether there is such a country.
bool is_phone_country(std::string_view name);

}  // namespace daemun

#endif
