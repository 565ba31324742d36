#include "domain/phone_number.h"

#include <algorithm>

namespace daemun {
namespace {

// E.164: at most 15 digits.
constexpr std::size_t min_digits = 7, max_digits = 15;

// The countries that are dialed with a 0 at home and without it from abroad. Printed by
// tools/trunk_prefixes.mjs; migration 9 has the same list. In Italy, say, the 0 belongs to the
// number.
constexpr std::string_view codes_with_trunk_0[] = {
    "20",  "27",  "31",  "32",  "33",  "40",  "41",  "43",  "44",  "46",  "49",  "51",  "53",
    "54",  "55",  "58",  "60",  "61",  "62",  "63",  "64",  "66",  "81",  "82",  "84",  "86",
    "90",  "91",  "92",  "93",  "94",  "95",  "98",  "211", "212", "213", "218", "231", "232",
    "233", "234", "243", "249", "250", "251", "252", "254", "255", "256", "260", "261", "262",
    "263", "264", "265", "291", "353", "355", "358", "359", "370", "373", "374", "375", "377",
    "380", "381", "382", "383", "385", "386", "387", "389", "421", "423", "508", "590", "591",
    "593", "594", "595", "596", "598", "686", "850", "855", "856", "880", "886", "961", "962",
    "963", "964", "966", "967", "970", "971", "972", "976", "977", "994", "995", "996",
};
constexpr std::string_view code_with_trunk_06 = "36";

// Digits of the prefix behind the country code.
std::size_t count_trunk_digits(std::string_view code, std::string_view national) {
  if (code == code_with_trunk_06) return national.starts_with("06") ? 2 : 0;
  if (!national.starts_with('0')) return 0;
  // Two zeros are a number of its own kind: free calls in India, say.
  if (national.size() < 2 || national[1] == '0') return 0;
  // Rwanda's own numbers with 06.
  if (code == "250" && national[1] == '6') return 0;
  return 1;
}

std::string without_trunk_prefix(std::string_view digits) {
  const auto begins = [&](std::string_view code) { return digits.starts_with(code); };
  std::string_view code = begins(code_with_trunk_06) ? code_with_trunk_06 : std::string_view();
  if (const auto* found =
          std::find_if(std::begin(codes_with_trunk_0), std::end(codes_with_trunk_0), begins);
      found != std::end(codes_with_trunk_0)) {
    code = *found;
  }
  if (code.empty()) return std::string(digits);
  const auto national = digits.substr(code.size());
  return std::string(code) + std::string(national.substr(count_trunk_digits(code, national)));
}

}  // namespace

std::optional<std::string> parse_phone_number(std::string_view text) {
  if (text.starts_with('+')) text.remove_prefix(1);
  // No country code begins with 0.
  if (text.empty() || text.size() > max_digits + 2 || text.front() == '0') return std::nullopt;
  if (!std::all_of(text.begin(), text.end(), [](char c) { return c >= '0' && c <= '9'; }))
    return std::nullopt;
  auto number = without_trunk_prefix(text);
  if (number.size() < min_digits || number.size() > max_digits) return std::nullopt;
  return number;
}

}  // namespace daemun
