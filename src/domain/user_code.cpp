#include "domain/user_code.h"

namespace daemun {
namespace {

constexpr std::size_t max_typed = 64;

bool is_separator(char c) {
  return c == '-' || c == ' ' || c == '\t';
}

char to_upper(char c) {
  return c >= 'a' && c <= 'z' ? static_cast<char>(c - 'a' + 'A') : c;
}

}  // namespace

std::optional<std::string> parse_user_code(std::string_view typed) {
  if (typed.size() > max_typed) return std::nullopt;
  std::string code;
  for (const char c : typed) {
    if (is_separator(c)) continue;
    const char letter = to_upper(c);
    if (user_code_alphabet.find(letter) == std::string_view::npos) return std::nullopt;
    code += letter;
  }
  if (code.size() != user_code_length) return std::nullopt;
  return code;
}

std::string format_user_code(std::string_view code) {
  const auto half = user_code_length / 2;
  return std::string(code.substr(0, half)) + "-" + std::string(code.substr(half));
}

}  // namespace daemun
