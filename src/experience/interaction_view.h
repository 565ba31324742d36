// The dialogue as a page may see it: without hashes and secrets.
#ifndef DAEMUN_EXPERIENCE_INTERACTION_VIEW_H
#define DAEMUN_EXPERIENCE_INTERACTION_VIEW_H

#include "base/json.h"
#include "experience/experience_state.h"
#include "http/request.h"

#include <map>
#include <optional>
#include <string>
#include <vector>

#include "api/described.h"
#include "api/members.h"
#include "api/user_profile.h"
#include "api/verification_record.h"

namespace daemun::experience {

struct PendingIdentityView {
  std::string target{};
  api::Raw<api::ForeignUser> user_info{};
};
BOOST_DESCRIBE_STRUCT(PendingIdentityView, (), (target, user_info))

struct PendingEnterpriseView {
  std::string identity_id{};
  std::string sso_connector_id{};
  std::string issuer{};
  json::object detail{};
};
BOOST_DESCRIBE_STRUCT(PendingEnterpriseView, (), (identity_id, sso_connector_id, issuer, detail))

struct SyncedEnterpriseView {
  std::string identity_id{};
  std::string issuer{};
  json::object detail{};
};
BOOST_DESCRIBE_STRUCT(SyncedEnterpriseView, (), (identity_id, issuer, detail))

struct PendingProfileView {
  std::optional<api::Nullable<std::string>> avatar{};
  std::optional<api::Nullable<std::string>> name{};
  std::optional<api::Nullable<std::string>> username{};
  std::optional<api::Nullable<std::string>> primary_email{};
  std::optional<api::Nullable<std::string>> primary_phone{};
  std::optional<api::Raw<api::UserProfile>> profile{};
  std::optional<json::object> custom_data{};
  std::optional<api::Raw<PendingIdentityView>> social_identity{};
  std::optional<PendingEnterpriseView> enterprise_sso_identity{};
  std::optional<SyncedEnterpriseView> synced_enterprise_sso_identity{};
};
BOOST_DESCRIBE_STRUCT(
    PendingProfileView,
    (),
    (avatar,
     name,
     username,
     primary_email,
     primary_phone,
     profile,
     custom_data,
     social_identity,
     enterprise_sso_identity,
     synced_enterprise_sso_identity)
)

struct CaptchaView {
  bool verified = false;
  bool skipped = false;
};
BOOST_DESCRIBE_STRUCT(CaptchaView, (), (verified, skipped))

struct DeviceTrustView {
  bool can_create = false;
  std::optional<api::Number<>> duration_days{};
};
BOOST_DESCRIBE_STRUCT(DeviceTrustView, (), (can_create, duration_days))

struct InteractionView {
  api::DialogueEvent interaction_event{};
  std::optional<std::string> user_id{};
  std::optional<DeviceTrustView> trusted_device{};
  PendingProfileView profile{};
  std::vector<api::Raw<api::VerificationRecord>> verification_records{};
  json::object mfa{};
  std::map<std::string, std::string> sign_in_context{};
  CaptchaView captcha{};
};
BOOST_DESCRIBE_STRUCT(
    InteractionView,
    (),
    (interaction_event,
     user_id,
     trusted_device,
     profile,
     verification_records,
     mfa,
     sign_in_context,
     captcha)
)

InteractionView to_view(const ExperienceState& state, const http::Request& request);

}  // namespace daemun::experience

#endif
