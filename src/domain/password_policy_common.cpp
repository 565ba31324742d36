#include "domain/password_policy_common.h"

#include <vector>

namespace daemun {

extern const std::string_view common_passwords_file;

namespace {

std::vector<std::string_view> read_lines(std::string_view text) {
  std::vector<std::string_view> lines;
  while (!text.empty()) {
    lines.push_back(text.substr(0, text.find('\n')));
    text.remove_prefix(lines.back().size() + 1);
  }
  return lines;
}

}  // namespace

std::span<const std::string_view> common_password_words() {
  static const auto words = read_lines(common_passwords_file);
  return words;
}

}  // namespace daemun
