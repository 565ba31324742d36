#include "daemun/auth/web/settings.h"

namespace daemun::auth {

namespace {

// The first of these members that is there; a number as GitHub has its ids.
json::value first_of(const json::object& claims, std::initializer_list<std::string_view> names) {
  for (const std::string_view name : names) {
    const auto* value = claims.if_contains(name);
    if (value != nullptr && value->is_string()) return *value;
    if (value != nullptr && value->is_int64())
      return json::string(std::to_string(value->as_int64()));
  }
  return nullptr;
}

}  // namespace

json::object to_default_profile(const json::object& claims) {
  json::object user;
  user["id"] = first_of(claims, {"sub", "id"});
  user["name"] = first_of(claims, {"name", "username", "preferred_username", "login"});
  user["email"] = first_of(claims, {"email"});
  user["image"] = first_of(claims, {"picture", "avatar_url"});
  return user;
}

}  // namespace daemun::auth
