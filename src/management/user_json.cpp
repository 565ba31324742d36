#include "management/user_json.h"

#include "management/answers.h"

namespace daemun::management {
namespace {

json::value to_value(const std::optional<TimePoint>& time) {
  if (!time) return nullptr;
  return to_unix_ms(*time);
}

}  // namespace

json::object to_json(const User& user) {
  return {
      {"id", user.id.value()},
      {"username", to_value(user.username)},
      {"primaryEmail", to_value(user.primary_email)},
      {"primaryPhone", to_value(user.primary_phone)},
      {"name", to_value(user.name)},
      {"avatar", to_value(user.avatar)},
      {"customData", json::parse(user.custom_data)},
      {"identities", json::parse(user.identities)},
      {"lastSignInAt", to_value(user.last_sign_in_at)},
      {"createdAt", to_unix_ms(user.created_at)},
      {"updatedAt", to_unix_ms(user.updated_at)},
      {"profile", json::parse(user.profile)},
      {"applicationId",
       user.application_id ? json::value(user.application_id->value()) : json::value(nullptr)},
      // Clients known by a metadata document alone register nobody here.
      {"cimdClientId", nullptr},
      {"isSuspended", user.is_suspended},
  };
}

}  // namespace daemun::management
