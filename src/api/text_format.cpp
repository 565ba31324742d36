#include "api/text_format.h"

#include "base/text.h"
#include "base/uri.h"
#include "domain/user_profile.h"

#include <algorithm>

namespace daemun::api {
namespace {

bool is_digit(char c) {
  return c >= '0' && c <= '9';
}

bool is_letter(char c) {
  return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z');
}

bool is_empty(std::string_view text) {
  return text.empty();
}

// RFC 8707 2: a resource indicator has no fragment.
bool is_uri(std::string_view text) {
  const auto uri = parse_uri(text);
  return uri && !uri->has_fragment;
}

bool is_email(std::string_view text) {
  const auto at = text.find('@');
  const auto dot = text.rfind('.');
  if (at == std::string_view::npos || at == 0 || dot == std::string_view::npos) return false;
  if (dot < at + 2 || dot + 1 == text.size()) return false;
  return std::none_of(text.begin(), text.end(), [](char c) {
    return c == ' ' || (c >= '\t' && c <= '\r') || c == '\x7f';
  });
}

bool is_phone(std::string_view text) {
  return !text.empty() && std::all_of(text.begin(), text.end(), is_digit);
}

bool is_username(std::string_view text) {
  if (text.empty() || is_digit(text.front())) return false;
  return std::all_of(text.begin(), text.end(), [](char c) {
    return is_letter(c) || is_digit(c) || c == '_';
  });
}

bool is_color(std::string_view text) {
  if ((text.size() != 4 && text.size() != 7) || text.front() != '#') return false;
  return std::all_of(text.begin() + 1, text.end(), [](char c) {
    return is_digit(c) || (c >= 'a' && c <= 'f') || (c >= 'A' && c <= 'F');
  });
}

constexpr TextFormatRow rows[] = {
    {TextFormat::empty, "must be empty", "^$", is_empty},
    {TextFormat::url, "must be an http or https URL", "", is_web_url},
    {TextFormat::uri, "must be an absolute URI without a fragment", "", is_uri},
    {TextFormat::email, "must be an e-mail address", R"(^\S+@\S+\.\S+$)", is_email},
    {TextFormat::phone, "must be a phone number in digits", R"(^\d+$)", is_phone},
    {TextFormat::username,
     "must be of letters, digits and '_', and not begin with a digit",
     R"(^[A-Z_a-z]\w*$)",
     is_username},
    {TextFormat::color,
     "must be a color such as #0a58ca",
     "^#[0-9A-Fa-f]{3}([0-9A-Fa-f]{3})?$",
     is_color},
};

}  // namespace

const TextFormatRow* find_text_format(TextFormat format) {
  const auto* row = std::find_if(std::begin(rows), std::end(rows), [&](const auto& one) {
    return one.format == format;
  });
  return row == std::end(rows) ? nullptr : row;
}

}  // namespace daemun::api
