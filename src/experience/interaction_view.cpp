#include "experience/interaction_view.h"

#include "base/encoding.h"
#include "experience/method.h"

#include <utility>

namespace daemun::experience {
namespace {

json::object to_json(const Verification& verification) {
  json::object object{{"id", verification.id}, {"type", verification.type}};
  const auto* method = find_method(verification.type);
  if (method != nullptr && method->show != nullptr) return method->show(verification);
  const auto& identifier = verification.identifier;
  if (identifier.value.empty()) {
    object["userId"] = verification.user_id.value();
  } else {
    object["identifier"] = {{"type", to_string(identifier.type)}, {"value", identifier.value}};
  }
  object["verified"] = verification.use != Verification::Use::begun;
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
  if (profile.social) {
    view.social_identity.emplace().value = {
        {"target", profile.social->target}, {"userInfo", json::parse(profile.social->details)}};
  }
  if (!profile.profile.empty()) view.profile.emplace().value = profile.profile;
  if (!profile.custom_data.empty()) view.custom_data = profile.custom_data;
  if (const auto& account = profile.enterprise) {
    view.enterprise_sso_identity = PendingEnterpriseView{
        .identity_id = account->id,
        .sso_connector_id = account->connector_id.value(),
        .issuer = account->issuer,
        .detail = to_detail(*account)};
  }
  return view;
}

// Without secrets and codes.
json::object to_view(const PendingMfa& pending) {
  json::object view;
  if (pending.is_enabled) view["mfaEnabled"] = true;
  if (pending.is_skipped) view["mfaSkipped"] = true;
  if (pending.is_passkey_skipped) view["passkeySkipped"] = true;
  json::array passkeys;
  for (const auto& [factor, sealed_secret, code_hashes] : pending.factors) {
    const std::string type(to_string(factor.type));
    if (factor.type == Factor::totp) view["totp"] = {{"type", type}};
    if (factor.type == Factor::backup_code) view["backupCode"] = {{"type", type}};
    if (factor.type != Factor::web_authn) continue;
    const auto& passkey = factor.passkey;
    passkeys.push_back(
        {{"type", type},
         {"rpId", passkey.rp_id},
         {"credentialId", to_base64url(passkey.credential_id)},
         {"publicKey", to_base64url(passkey.public_key)},
         {"transports", to_json_array(passkey.transports)},
         {"counter", passkey.sign_count},
         {"agent", passkey.agent}}
    );
  }
  if (!passkeys.empty()) view["webAuthn"] = std::move(passkeys);
  return view;
}

}  // namespace

InteractionView to_view(const ExperienceState& state, const http::Request& request) {
  InteractionView view{
      .interaction_event = std::string(to_string(*state.event)), .profile = to_view(state.profile)};
  if (const auto& account = state.enterprise) {
    view.profile.synced_enterprise_sso_identity = SyncedEnterpriseView{
        .identity_id = account->id, .issuer = account->issuer, .detail = to_detail(*account)};
  }
  if (state.user_id) view.user_id = state.user_id->value();
  for (const auto& verification : state.verifications)
    view.verification_records.push_back({to_json(verification)});
  view.mfa = to_view(state.mfa);
  view.sign_in_context = {
      {"ip", request.remote_address},
      {"userAgent", std::string(request.header("user-agent").value_or(""))}};
  return view;
}

}  // namespace daemun::experience
