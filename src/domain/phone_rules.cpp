#include "domain/phone_rules.h"

#include "base/pattern.h"
#include "base/text.h"

#include <algorithm>
#include <charconv>
#include <map>
#include <stdexcept>

namespace daemun {

extern const std::string_view phone_rules_file;

namespace {

// With empty parts, unlike split_words: they stay where the file is.
std::vector<std::string_view> split(std::string_view text, char separator) {
  std::vector<std::string_view> parts;
  while (!text.empty()) {
    const auto end = std::min(text.find(separator), text.size());
    parts.push_back(trim(text.substr(0, end)));
    text.remove_prefix(std::min(end + 1, text.size()));
  }
  return parts;
}

std::size_t to_length(std::string_view digits) {
  std::size_t length = 0;
  std::from_chars(digits.data(), digits.data() + digits.size(), length);
  return length;
}

PhoneCountry parse_country(std::string_view text) {
  auto parts = split(text, ':');
  PhoneCountry country{.name = parts.at(0)};
  country.leading_digits.assign(parts.begin() + 1, parts.end());
  return country;
}

PhoneRule parse_rule(std::string_view line) {
  auto parts = split(line, ';');
  parts.resize(5);
  PhoneRule rule{.code = parts[0], .prefixes = split(parts[2], ','), .pattern = parts[3]};
  for (const auto length : split(parts[1], ','))
    rule.lengths.set(to_length(length));
  for (const auto country : split(parts[4], ','))
    rule.countries.push_back(parse_country(country));
  return rule;
}

using Rules = std::map<std::string_view, PhoneRule>;

Rules parse_rules(std::string_view text) {
  Rules rules;
  for (const auto line : split(text, '\n')) {
    if (line.empty() || line.front() == '#') continue;
    auto rule = parse_rule(line);
    const auto code = rule.code;
    rules.emplace(code, std::move(rule));
  }
  return rules;
}

const Rules& all_rules() {
  static const auto rules = parse_rules(phone_rules_file);
  return rules;
}

}  // namespace

const PhoneRule* find_phone_rule(std::string_view digits) {
  // No code is the beginning of another one.
  constexpr std::size_t longest = 3;
  const auto& rules = all_rules();
  for (std::size_t size = 1; size <= std::min(longest, digits.size()); ++size) {
    const auto found = rules.find(digits.substr(0, size));
    if (found != rules.end()) return &found->second;
  }
  return nullptr;
}

bool matches_phone_pattern(const PhoneRule& rule, std::string_view national) {
  // Made anew each time: it is asked for numbers with a prefix only, and those are rare.
  const auto pattern = Pattern::parse(
      PatternKind::javascript, PatternCase::sensitive, "^(?:" + std::string(rule.pattern) + ")$"
  );
  if (!pattern) throw std::logic_error("a pattern of phone numbers is malformed");
  return pattern->matches(national);
}

bool is_phone_country(std::string_view name) {
  const auto& rules = all_rules();
  return std::any_of(rules.begin(), rules.end(), [name](const auto& entry) {
    const auto& countries = entry.second.countries;
    return std::any_of(countries.begin(), countries.end(), [name](const auto& country) {
      return country.name == name;
    });
  });
}

}  // namespace daemun
