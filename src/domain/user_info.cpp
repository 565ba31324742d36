#include "domain/user_info.h"

namespace daemun {
namespace {

json::value to_value(const std::optional<std::string>& text) {
  return text ? json::value(*text) : json::value(nullptr);
}

// A document of ours; one of another form is shown as an empty one.
json::object to_object(const std::string& text) {
  constexpr JsonLimits limits{.max_bytes = 4 * 1024 * 1024, .max_depth = 64};
  return parse_json_object(text, limits).value_or(json::object{});
}

}  // namespace

json::object to_user_info(const User& user) {
  json::object info{
      {"id", user.id.value()},
      {"username", to_value(user.username)},
      {"primaryEmail", to_value(user.primary_email)},
      {"primaryPhone", to_value(user.primary_phone)},
      {"name", to_value(user.name)},
      {"avatar", to_value(user.avatar)},
      {"customData", to_object(user.custom_data)},
      {"identities", to_object(user.identities)},
      {"lastSignInAt", nullptr},
      {"createdAt", to_unix_ms(user.created_at)},
      {"updatedAt", to_unix_ms(user.updated_at)},
      {"profile", to_object(user.profile)},
      {"applicationId", nullptr},
      // Clients known by a metadata document alone register nobody here.
      {"cimdClientId", nullptr},
      {"isSuspended", user.is_suspended},
  };
  if (user.last_sign_in_at) info["lastSignInAt"] = to_unix_ms(*user.last_sign_in_at);
  if (user.application_id) info["applicationId"] = user.application_id->value();
  return info;
}

}  // namespace daemun
