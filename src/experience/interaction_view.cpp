#include "experience/interaction_view.h"

#include <utility>

namespace daemun::experience {
namespace {

json::object to_public_json(const Verification& verification) {
  return {
      {"id", verification.id},
      {"type", verification.type},
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

}  // namespace

json::object to_public_json(const ExperienceState& state, const http::Request& request) {
  json::object body{{"interactionEvent", to_string(*state.event)}};
  if (state.user_id) body["userId"] = state.user_id->value();
  body["profile"] = to_public_json(state.profile);
  json::array records;
  for (const auto& item : state.verifications)
    records.push_back(to_public_json(item));
  body["verificationRecords"] = std::move(records);
  body["mfa"] = json::object{};
  body["signInContext"] = json::object{
      {"ip", request.remote_address}, {"userAgent", request.header("user-agent").value_or("")}};
  body["captcha"] = json::object{{"verified", false}, {"skipped", false}};
  return body;
}

}  // namespace daemun::experience
