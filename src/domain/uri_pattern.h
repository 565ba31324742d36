// Texts with `*` in them, compared with what strangers send. The work grows with the two lengths
// and never with their product; `equal` compares two characters, so that a test can count.
#ifndef DAEMUN_DOMAIN_URI_PATTERN_H
#define DAEMUN_DOMAIN_URI_PATTERN_H

#include <algorithm>
#include <functional>
#include <string>
#include <string_view>
#include <vector>

namespace daemun {

// -1 for a character that is no hexadecimal digit.
constexpr int hex_digit_value(char c) {
  if (c >= '0' && c <= '9') return c - '0';
  if (c >= 'a' && c <= 'f') return c - 'a' + 10;
  if (c >= 'A' && c <= 'F') return c - 'A' + 10;
  return -1;
}

// The text that a `*` must stand for.
enum class Gap : std::size_t { may_be_empty = 0, at_least_one = 1 };

// Where `piece` first begins in `text`; npos when nowhere (Knuth, Morris and Pratt).
template <typename Equal>
std::size_t find_piece(std::string_view text, std::string_view piece, Equal equal) {
  if (piece.empty()) return 0;
  // borders[i]: how much of the piece's beginning also ends its first i + 1 characters.
  std::vector<std::size_t> borders(piece.size(), 0);
  std::size_t length = 0;
  for (std::size_t i = 1; i < piece.size(); ++i) {
    bool same = equal(piece[i], piece[length]);
    while (!same && length > 0) {
      length = borders[length - 1];
      same = equal(piece[i], piece[length]);
    }
    if (same) ++length;
    borders[i] = length;
  }
  length = 0;
  for (std::size_t i = 0; i < text.size(); ++i) {
    bool same = equal(text[i], piece[length]);
    while (!same && length > 0) {
      length = borders[length - 1];
      same = equal(text[i], piece[length]);
    }
    if (same) ++length;
    if (length == piece.size()) return i + 1 - length;
  }
  return std::string_view::npos;
}

// Whether the text is the pattern with something in place of each `*`.
template <typename Equal = std::equal_to<char>>
bool matches_wildcards(
    std::string_view pattern, std::string_view text, Gap gap, Equal equal = Equal()
) {
  const auto same = [&](std::string_view left, std::string_view right) {
    return std::equal(left.begin(), left.end(), right.begin(), right.end(), std::ref(equal));
  };
  const auto least = static_cast<std::size_t>(gap);
  auto star = pattern.find('*');
  if (star == std::string_view::npos) return same(pattern, text);
  if (text.size() < star || !same(pattern.substr(0, star), text.substr(0, star))) return false;
  text.remove_prefix(star);
  pattern.remove_prefix(star + 1);
  const auto last = pattern.substr(pattern.rfind('*') + 1);
  if (text.size() < last.size() || !same(last, text.substr(text.size() - last.size()))) {
    return false;
  }
  text.remove_suffix(last.size());
  // The first place where a piece fits leaves the most room for those after it.
  for (star = pattern.find('*'); star != std::string_view::npos; star = pattern.find('*')) {
    if (text.size() < least) return false;
    const auto found = find_piece(text.substr(least), pattern.substr(0, star), std::ref(equal));
    if (found == std::string_view::npos) return false;
    text.remove_prefix(least + found + star);
    pattern.remove_prefix(star + 1);
  }
  return text.size() >= least;
}

// The path as a careless server behind the URI may read it: without any percent escape, also where
// one was written with others, and with slashes for backslashes.
template <typename Equal = std::equal_to<char>>
std::string to_careless_path(std::string_view path, Equal equal = Equal()) {
  std::string text;
  text.reserve(path.size());
  for (char c : path) {
    // A character that was escaped may itself end the escape of another one.
    while (text.size() >= 2 && equal(text[text.size() - 2], '%')) {
      const int high = hex_digit_value(text.back());
      const int low = hex_digit_value(c);
      if (high < 0 || low < 0) break;
      text.resize(text.size() - 2);
      c = static_cast<char>(high * 16 + low);
    }
    text.push_back(c == '\\' ? '/' : c);
  }
  return text;
}

}  // namespace daemun

#endif
