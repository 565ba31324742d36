#include "management/user_json.h"

#include "domain/user_info.h"

#include <optional>
#include <string_view>
#include <utility>

namespace daemun::management {
namespace {

void add(JsonWriter& writer, std::string_view name, const std::optional<std::string>& text) {
  if (text) {
    writer.add(name, *text);
  } else {
    writer.add_null(name);
  }
}

}  // namespace

void add_members(JsonWriter& writer, const User& user) {
  writer.add("id", user.id.value());
  add(writer, "username", user.username);
  add(writer, "primaryEmail", user.primary_email);
  add(writer, "primaryPhone", user.primary_phone);
  add(writer, "name", user.name);
  add(writer, "avatar", user.avatar);
  writer.add_raw("customData", user.custom_data).add_raw("identities", user.identities);
  if (user.last_sign_in_at) {
    writer.add("lastSignInAt", to_unix_ms(*user.last_sign_in_at));
  } else {
    writer.add_null("lastSignInAt");
  }
  writer.add("createdAt", to_unix_ms(user.created_at))
      .add("updatedAt", to_unix_ms(user.updated_at))
      .add_raw("profile", user.profile);
  if (user.application_id) {
    writer.add("applicationId", user.application_id->value());
  } else {
    writer.add_null("applicationId");
  }
  // Clients known by a metadata document alone register nobody here.
  writer.add_null("cimdClientId").add_bool("isSuspended", user.is_suspended);
}

json::object to_json(const User& user) {
  return to_user_info(user);
}

}  // namespace daemun::management
