#include "domain/user.h"

#include "base/ascii_uri.h"
#include "base/unicode.h"
#include "domain/phone_number.h"

#include <algorithm>

namespace daemun {
namespace {

constexpr std::size_t max_identifier_bytes = 128;

bool is_word(char c) {
  return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') || c == '_';
}

// Logto: /^[A-Z_a-z]\w*$/
std::optional<std::string> parse_username(std::string_view value) {
  if (value.empty() || value.size() > max_identifier_bytes) return std::nullopt;
  if (value.front() >= '0' && value.front() <= '9') return std::nullopt;
  if (!std::all_of(value.begin(), value.end(), is_word)) return std::nullopt;
  return std::string(value);
}

bool is_domain_label(std::string_view label) {
  if (label.empty() || label.size() > 63 || label.front() == '-' || label.back() == '-')
    return false;
  return std::all_of(label.begin(), label.end(), [](char c) {
    return (is_word(c) && c != '_') || c == '-' || static_cast<unsigned char>(c) >= 0x80;
  });
}

bool is_domain(std::string_view domain) {
  std::size_t labels = 0;
  while (true) {
    const auto dot = domain.find('.');
    if (!is_domain_label(domain.substr(0, dot))) return false;
    ++labels;
    if (dot == std::string_view::npos) break;
    domain.remove_prefix(dot + 1);
  }
  return labels >= 2;
}

bool is_local_part(std::string_view local) {
  if (local.empty() || local.size() > 64 || local.front() == '.' || local.back() == '.')
    return false;
  constexpr std::string_view allowed = "!#$%&'*+/=?^_`{|}~.-";
  for (std::size_t i = 0; i < local.size(); ++i) {
    const char c = local[i];
    if (!is_word(c) && allowed.find(c) == std::string_view::npos) return false;
    if (c == '.' && local[i + 1] == '.') return false;
  }
  return true;
}

// An international domain has one form: in its letters, not as the DNS writes them ("xn--..."), or
// a mailbox could have two accounts. Nothing for a name whose letters have another canonical form.
std::optional<std::string> to_letters(std::string_view address, std::size_t at) {
  const auto domain = address.substr(at + 1);
  if (domain.find("xn--") == std::string_view::npos) return std::string(address);
  const auto letters = to_unicode_host(domain);
  if (!letters || to_nfkc_casefold(*letters) != letters) return std::nullopt;
  return std::string(address.substr(0, at + 1)) + *letters;
}

std::optional<std::string> parse_email(std::string_view value) {
  if (value.size() > max_identifier_bytes) return std::nullopt;
  auto canonical = to_nfkc_casefold(value);
  if (!canonical || canonical->size() > max_identifier_bytes) return std::nullopt;
  const auto at = canonical->find('@');
  if (at == std::string::npos || canonical->find('@', at + 1) != std::string::npos)
    return std::nullopt;
  canonical = to_letters(*canonical, at);
  if (!canonical) return std::nullopt;
  const std::string_view text = *canonical;
  // The ideographic full stop is a dot to the DNS: the address would have a second form.
  if (text.find("\xE3\x80\x82", at) != std::string_view::npos) return std::nullopt;
  if (!is_local_part(text.substr(0, at)) || !is_domain(text.substr(at + 1))) return std::nullopt;
  return canonical;
}

}  // namespace

std::string_view to_string(IdentifierType type) {
  switch (type) {
    case IdentifierType::username:
      return "username";
    case IdentifierType::email:
      return "email";
    case IdentifierType::phone:
      return "phone";
  }
  return "";
}

std::optional<IdentifierType> parse_identifier_type(std::string_view word) {
  for (const auto type : {IdentifierType::username, IdentifierType::email, IdentifierType::phone}) {
    if (to_string(type) == word) return type;
  }
  return std::nullopt;
}

std::optional<Identifier> parse_identifier(IdentifierType type, std::string_view value) {
  std::optional<std::string> canonical;
  switch (type) {
    case IdentifierType::username:
      canonical = parse_username(value);
      break;
    case IdentifierType::email:
      canonical = parse_email(value);
      break;
    case IdentifierType::phone:
      canonical = parse_phone_number(value);
      break;
  }
  if (!canonical) return std::nullopt;
  return Identifier{.type = type, .value = std::move(*canonical)};
}

std::optional<Identifier> parse_new_identifier(IdentifierType type, std::string_view value) {
  auto identifier = parse_identifier(type, value);
  const bool is_impossible =
      type == IdentifierType::phone && identifier && !is_possible_phone_number(identifier->value);
  return is_impossible ? std::nullopt : identifier;
}

}  // namespace daemun
