// Words: splitting, ASCII case, well-formed UTF-8. unicode.h has what needs tables.
#ifndef DAEMUN_BASE_TEXT_H
#define DAEMUN_BASE_TEXT_H

#include <cstddef>
#include <string>
#include <string_view>
#include <vector>

namespace daemun {

// Splits at runs of the separator; no empty parts: "a  b" by ' ' is {"a", "b"}.
std::vector<std::string> split_words(std::string_view text, char separator = ' ');
std::string join(const std::vector<std::string>& words, std::string_view separator = " ");
std::string_view trim(std::string_view text);
std::string to_lower_ascii(std::string_view text);
bool equals_ignoring_ascii_case(std::string_view left, std::string_view right);
bool contains(const std::vector<std::string>& words, std::string_view word);

// True for well-formed UTF-8 (no surrogates, no overlong forms).
bool is_valid_utf8(std::string_view text);
// The number of Unicode scalar values; bytes that are not UTF-8 count one each.
std::size_t count_characters(std::string_view text);

}  // namespace daemun

#endif
