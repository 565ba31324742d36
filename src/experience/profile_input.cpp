#include "experience/profile_input.h"

#include "base/uri.h"
#include "experience/dialogue.h"

#include <algorithm>
#include <iterator>
#include <utility>

namespace daemun::experience {
namespace {

constexpr std::size_t max_text_bytes = 128;
constexpr std::size_t max_url_bytes = 2048;

constexpr std::string_view text_members[] = {
    "familyName",
    "givenName",
    "middleName",
    "nickname",
    "preferredUsername",
    "profile",
    "website",
    "gender",
    "birthdate",
    "zoneinfo",
    "locale",
};
constexpr std::string_view address_members[] = {
    "formatted",
    "streetAddress",
    "locality",
    "region",
    "postalCode",
    "country",
};

template <std::size_t n>
bool is_one_of(std::string_view name, const std::string_view (&names)[n]) {
  return std::find(std::begin(names), std::end(names), name) != std::end(names);
}

bool is_url(std::string_view text) {
  const auto uri = parse_uri(text);
  return uri && is_http_scheme(*uri);
}

Outcome<json::object> parse_address(const json::object& values) {
  json::object address;
  for (const auto& member : values) {
    const std::string_view name = member.key();
    if (!is_one_of(name, address_members)) return invalid_input("unknown member of address");
    auto text = require_string(values, name, max_text_bytes);
    if (!text) return text.error();
    address[name] = std::move(*text);
  }
  return address;
}

Outcome<PendingProfile> parse_extra(const json::object& values) {
  PendingProfile extra;
  for (const auto& member : values) {
    const std::string_view name = member.key();
    if (name == "address") {
      const auto* parts = member.value().if_object();
      if (parts == nullptr) return invalid_input("address must be an object");
      auto address = parse_address(*parts);
      if (!address) return address.error();
      extra.profile["address"] = std::move(*address);
      continue;
    }
    const bool holds_url = name == "avatar" || name == "website" || name == "profile";
    auto text = require_string(values, name, holds_url ? max_url_bytes : max_text_bytes);
    if (!text) return text.error();
    if (holds_url && !is_url(*text)) return invalid_input(std::string(name) + " must be a URL");
    if (name == "name") {
      extra.name = std::move(*text);
    } else if (name == "avatar") {
      extra.avatar = std::move(*text);
    } else if (is_one_of(name, text_members)) {
      extra.profile[name] = std::move(*text);
    } else {
      return invalid_input("values has an unknown member");
    }
  }
  return extra;
}

}  // namespace

Outcome<ProfileInput> parse_profile_input(const json::object& body) {
  const auto type = find_string(body, "type").value_or("");
  ProfileInput input;
  if (type == "username") {
    auto value = require_string(body, "value", max_text_bytes);
    if (!value) return value.error();
    input.username = std::move(*value);
  } else if (type == "password") {
    auto password = require_password(body, "value");
    if (!password) return password.error();
    input.password = std::move(*password);
  } else if (type == "extraProfile") {
    const auto* values = find_object(body, "values");
    if (values == nullptr) return invalid_input("values must be an object");
    auto extra = parse_extra(*values);
    if (!extra) return extra.error();
    input.extra = std::move(*extra);
  } else if (type == "email" || type == "phone" || type == "social") {
    return RequestError{.code = "session.verification_session_not_found", .status = 404};
  } else {
    return invalid_input("type is not known");
  }
  return input;
}

}  // namespace daemun::experience
