#include "base/like_range.h"

#include "base/text.h"

#include <unicode/locid.h>
#include <unicode/uchar.h>
#include <unicode/unistr.h>

#include <cstdint>

namespace daemun {
namespace {

constexpr UChar32 last_character = 0x10ffff;
constexpr UChar32 before_surrogates = 0xd7ff;
constexpr UChar32 behind_surrogates = 0xe000;

// Without the escapes; empty for a pattern that ends in one.
std::string literal_prefix(std::string_view pattern) {
  std::string text;
  for (std::size_t i = 0; i < pattern.size(); ++i) {
    if (pattern[i] == '%' || pattern[i] == '_') break;
    if (pattern[i] == '\\' && ++i == pattern.size()) return "";
    text += pattern[i];
  }
  return text;
}

// No other character becomes one of these by a change of case, except capitals of ASCII and two
// signs (Kelvin, dotted I) that NFKC_Casefold removes as well.
bool keeps_its_place(UChar32 character) {
  return character < 0x80 || u_hasBinaryProperty(character, UCHAR_CASE_SENSITIVE) == 0;
}

void cut_before_case(icu::UnicodeString& text) {
  for (int32_t at = 0; at < text.length(); at = text.moveIndex32(at, 1)) {
    if (!keeps_its_place(text.char32At(at))) text.truncate(at);
  }
}

// The least text that is greater than all that begin with the prefix. UTF-8 has the order of its
// characters, which leave no gap but the surrogates.
std::optional<icu::UnicodeString> end_of_prefix(icu::UnicodeString prefix) {
  while (!prefix.isEmpty()) {
    const int32_t at = prefix.moveIndex32(prefix.length(), -1);
    const UChar32 character = prefix.char32At(at);
    prefix.truncate(at);
    if (character == last_character) continue;
    return prefix.append(character == before_surrogates ? behind_surrogates : character + 1);
  }
  return std::nullopt;
}

std::string to_utf8(const icu::UnicodeString& text) {
  std::string bytes;
  text.toUTF8String(bytes);
  return bytes;
}

}  // namespace

std::optional<LikeRange> find_like_range(std::string_view pattern, PatternCase letter_case) {
  const auto literal = literal_prefix(pattern);
  if (!is_valid_utf8(literal)) return std::nullopt;
  auto prefix = icu::UnicodeString::fromUTF8(literal);
  if (letter_case == PatternCase::ignored) {
    prefix.toLower(icu::Locale::getRoot());
    cut_before_case(prefix);
  }
  const auto end = end_of_prefix(prefix);
  if (!end) return std::nullopt;
  return LikeRange{.begin = to_utf8(prefix), .end = to_utf8(*end)};
}

}  // namespace daemun
