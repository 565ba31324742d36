#include "base/header_text.h"

#include <algorithm>
#include <array>
#include <cstdint>
#include <cstring>

namespace daemun {

namespace {

constexpr std::array<bool, 256> make_token_table() {
  std::array<bool, 256> table{};
  for (unsigned char c = '0'; c <= '9'; ++c)
    table[c] = true;
  for (unsigned char c = 'a'; c <= 'z'; ++c)
    table[c] = true;
  for (unsigned char c = 'A'; c <= 'Z'; ++c)
    table[c] = true;
  for (const char c : std::string_view("!#$%&'*+-.^_`|~"))
    table[static_cast<unsigned char>(c)] = true;
  return table;
}
constexpr std::array<bool, 256> token_table = make_token_table();

bool has_control_character(std::string_view text) {
  return std::any_of(text.begin(), text.end(), [](char c) {
    const auto byte = static_cast<unsigned char>(c);
    return (byte < 0x20 && byte != '\t') || byte == 0x7f;
  });
}

}  // namespace

bool is_token(std::string_view text) {
  if (text.empty()) return false;
  return std::all_of(text.begin(), text.end(), [](char c) {
    return token_table[static_cast<unsigned char>(c)];
  });
}

bool is_header_value(std::string_view text) {
  // Eight bytes a step (all bits of interest are in bit 7 of each byte): this runs over every head.
  constexpr std::uint64_t ones = 0x0101010101010101U;
  constexpr std::uint64_t high_bits = ones * 0x80;
  while (text.size() >= 8) {
    std::uint64_t word = 0;
    std::memcpy(&word, text.data(), 8);
    const std::uint64_t low = word & ~high_bits;
    // Bit 7 of a byte of `below` is clear when its low seven bits are less than 0x20.
    const std::uint64_t below = low + ones * (0x80 - 0x20);
    const std::uint64_t delete_character = low + ones;
    const std::uint64_t suspects = (~below | delete_character) & ~word & high_bits;
    if (suspects != 0 && has_control_character(text.substr(0, 8))) return false;
    text.remove_prefix(8);
  }
  return !has_control_character(text);
}

bool is_cookie_value(std::string_view text) {
  return std::all_of(text.begin(), text.end(), [](char c) {
    return c > 0x20 && c < 0x7f && c != '"' && c != ',' && c != ';' && c != '\\';
  });
}

bool is_cookie_path(std::string_view text) {
  return std::all_of(text.begin(), text.end(), [](char c) {
    return c >= 0x20 && c < 0x7f && c != ';';
  });
}

}  // namespace daemun
