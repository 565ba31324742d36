#include "domain/foreign_email.h"

#include "base/text.h"
#include "domain/user.h"

#include <algorithm>
#include <utility>

namespace daemun {

std::optional<std::string> parse_foreign_email(std::string_view text) {
  auto address = parse_identifier(IdentifierType::email, text);
  if (!address) return std::nullopt;
  const bool is_ascii = std::all_of(text.begin(), text.end(), [](char c) {
    return static_cast<unsigned char>(c) < 0x80;
  });
  // All in ASCII has no look-alikes, and may be in the form of the DNS ("xn--...").
  if (!is_ascii && address->value != to_lower_ascii(text)) return std::nullopt;
  return std::move(address->value);
}

}  // namespace daemun
