#include "domain/user_profile.h"

#include "base/uri.h"

#include <algorithm>
#include <iterator>

namespace daemun {
namespace {

constexpr std::string_view text_members[] = {
    "avatar",
    "birthdate",
    "familyName",
    "gender",
    "givenName",
    "locale",
    "middleName",
    "name",
    "nickname",
    "preferredUsername",
    "profile",
    "website",
    "zoneinfo",
};
constexpr std::string_view url_members[] = {"avatar", "profile", "website"};
constexpr std::string_view address_members[] = {
    "formatted", "streetAddress", "locality", "region", "postalCode", "country"};

template <std::size_t n>
bool is_one_of(std::string_view name, const std::string_view (&names)[n]) {
  return std::find(std::begin(names), std::end(names), name) != std::end(names);
}

}  // namespace

bool is_text_member(std::string_view name) {
  return is_one_of(name, text_members);
}
bool is_url_member(std::string_view name) {
  return is_one_of(name, url_members);
}
bool is_address_member(std::string_view name) {
  return is_one_of(name, address_members);
}
bool is_web_url(std::string_view text) {
  const auto uri = parse_uri(text);
  return uri && is_http_scheme(*uri) && !uri->host.empty();
}

}  // namespace daemun
