#include "domain/one_tap_credential.h"

#include <algorithm>

namespace daemun {
namespace {

constexpr std::size_t max_bytes = 3 * 1024;

bool is_base64url(char c) {
  return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') || c == '-' ||
         c == '_';
}

}  // namespace

bool is_one_tap_credential(std::string_view text) {
  if (text.size() > max_bytes || std::count(text.begin(), text.end(), '.') != 2) return false;
  return std::all_of(text.begin(), text.end(), [](char c) { return c == '.' || is_base64url(c); });
}

}  // namespace daemun
