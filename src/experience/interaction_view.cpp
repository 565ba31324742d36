#include "experience/interaction_view.h"

#include "experience/method.h"

#include <utility>

namespace daemun::experience {
namespace {

json::object to_json(const Verification& verification) {
  json::object object{
      {"id", verification.id},
      {"type", verification.type},
      {"identifier",
       {{"type", to_string(verification.identifier.type)},
        {"value", verification.identifier.value}}},
      {"verified", true},
  };
  const auto* method = find_method(verification.type);
  if (method == nullptr) return object;
  for (const auto name : method->shown) {
    if (const auto* value = verification.data.if_contains(name)) object[name] = *value;
  }
  return object;
}

PendingProfileView to_view(const PendingProfile& profile) {
  PendingProfileView view;
  if (profile.avatar) view.avatar = *profile.avatar;
  if (profile.name) view.name = *profile.name;
  if (profile.username) view.username = *profile.username;
  if (profile.email) view.primary_email = *profile.email;
  if (profile.phone) view.primary_phone = *profile.phone;
  if (!profile.profile.empty()) view.profile.emplace().value = profile.profile;
  if (!profile.custom_data.empty()) view.custom_data = profile.custom_data;
  return view;
}

}  // namespace

InteractionView to_view(const ExperienceState& state, const http::Request& request) {
  InteractionView view{
      .interaction_event = std::string(to_string(*state.event)), .profile = to_view(state.profile)};
  if (state.user_id) view.user_id = state.user_id->value();
  for (const auto& verification : state.verifications)
    view.verification_records.push_back({to_json(verification)});
  view.sign_in_context = {
      {"ip", request.remote_address},
      {"userAgent", std::string(request.header("user-agent").value_or(""))}};
  return view;
}

}  // namespace daemun::experience
