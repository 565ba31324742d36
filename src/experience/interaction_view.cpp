#include "experience/interaction_view.h"

#include <utility>

namespace daemun::experience {
namespace {

json::object to_json(const Verification& verification) {
  return {
      {"id", verification.id},
      {"type", verification.type},
      {"identifier",
       {{"type", to_string(verification.identifier.type)},
        {"value", verification.identifier.value}}},
      {"verified", true},
  };
}

PendingProfileView to_view(const PendingProfile& profile) {
  PendingProfileView view;
  if (profile.avatar) view.avatar = *profile.avatar;
  if (profile.name) view.name = *profile.name;
  if (profile.username) view.username = *profile.username;
  if (profile.email) view.primary_email = *profile.email;
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
