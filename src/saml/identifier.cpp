#include "saml/identifier.h"

#include <algorithm>
#include <cstddef>

namespace daemun::saml {

namespace {

constexpr std::size_t max_identifier_bytes = 256;

bool is_first(char c) {
  return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || c == '_';
}

bool is_other(char c) {
  return is_first(c) || (c >= '0' && c <= '9') || c == '.' || c == '-';
}

}  // namespace

bool is_identifier(std::string_view text) {
  return !text.empty() && text.size() <= max_identifier_bytes && is_first(text.front()) &&
         std::all_of(text.begin(), text.end(), is_other);
}

}  // namespace daemun::saml
