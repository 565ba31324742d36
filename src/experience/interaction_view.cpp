#include "experience/interaction_view.h"

namespace daemun::experience {

json::object to_public_json(const Verification& verification) {
  return {
      {"id", verification.id},
      {"type", to_string(verification.type)},
      {"identifier",
       {{"type", to_string(verification.identifier.type)},
        {"value", verification.identifier.value}}},
      {"verified", true},
  };
}

json::object to_public_json(const PendingProfile& profile) {
  json::object object;
  if (profile.username) object["username"] = *profile.username;
  if (profile.email) object["primaryEmail"] = *profile.email;
  if (profile.name) object["name"] = *profile.name;
  if (profile.avatar) object["avatar"] = *profile.avatar;
  if (!profile.profile.empty()) object["profile"] = profile.profile;
  if (!profile.custom_data.empty()) object["customData"] = profile.custom_data;
  return object;
}

}  // namespace daemun::experience
