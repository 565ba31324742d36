#include "domain/phone_number.h"

#include "domain/phone_rules.h"

#include <algorithm>

namespace daemun {
namespace {

constexpr std::size_t min_digits = 7;
// "06" of Hungary, of those that may come before a number of 15 digits.
constexpr std::size_t longest_prefix = 2;

// 0, and 06 in Hungary, before a digit that is no 0: of these a number is what is left, whether
// the country has given it out or not.
bool is_common_prefix(std::string_view prefix, std::string_view rest) {
  return prefix.front() == '0' && prefix.size() <= longest_prefix && !rest.empty() &&
         rest.front() != '0';
}

// A prefix may also be how numbers of the country begin (Rwanda's 06, Russia's 800), so one that
// is a number as it stands stays.
bool is_dialed_inside(const PhoneRule& rule, std::string_view national, std::string_view prefix) {
  if (!national.starts_with(prefix) || matches_phone_pattern(rule, national)) return false;
  const auto rest = national.substr(prefix.size());
  return is_common_prefix(prefix, rest) || matches_phone_pattern(rule, rest);
}

std::string without_prefix(std::string_view digits) {
  const auto* rule = find_phone_rule(digits);
  if (rule == nullptr) return std::string(digits);
  const auto national = digits.substr(rule->code.size());
  for (const auto prefix : rule->prefixes) {
    if (is_dialed_inside(*rule, national, prefix))
      return std::string(rule->code) + std::string(national.substr(prefix.size()));
  }
  return std::string(digits);
}

bool begins(const PhoneCountry& country, std::string_view national) {
  const auto& digits = country.leading_digits;
  return std::any_of(digits.begin(), digits.end(), [&](std::string_view leading) {
    return national.starts_with(leading);
  });
}

}  // namespace

std::optional<std::string> parse_phone_number(std::string_view text) {
  if (text.starts_with('+')) text.remove_prefix(1);
  // No country code begins with 0.
  if (text.empty() || text.size() > max_phone_digits + longest_prefix || text.front() == '0')
    return std::nullopt;
  if (!std::all_of(text.begin(), text.end(), [](char c) { return c >= '0' && c <= '9'; }))
    return std::nullopt;
  auto number = without_prefix(text);
  // Until nothing is left to drop: what is parsed again must stay the same number.
  for (auto shorter = without_prefix(number); shorter != number; shorter = without_prefix(number))
    number = std::move(shorter);
  if (number.size() < min_digits || number.size() > max_phone_digits) return std::nullopt;
  return number;
}

bool is_possible_phone_number(std::string_view number) {
  const auto* rule = find_phone_rule(number);
  return rule != nullptr && number.size() <= max_phone_digits &&
         rule->lengths.test(number.size() - rule->code.size());
}

std::vector<std::string_view> find_phone_countries(std::string_view number) {
  const auto* rule = find_phone_rule(number);
  std::vector<std::string_view> shown, hidden, all;
  if (rule == nullptr) return all;
  const auto national = number.substr(rule->code.size());
  for (const auto& country : rule->countries) {
    all.push_back(country.name);
    if (country.leading_digits.empty()) hidden.push_back(country.name);
    if (begins(country, national)) shown.push_back(country.name);
  }
  if (!shown.empty()) return shown;
  return hidden.empty() ? all : hidden;
}

}  // namespace daemun
