// The account as its owner's applications see it: each member needs a scope of the token, and most
// that the account centre shows the field.
#ifndef DAEMUN_ACCOUNT_ACCOUNT_VIEW_H
#define DAEMUN_ACCOUNT_ACCOUNT_VIEW_H

#include "domain/sso_connector.h"

#include <map>
#include <optional>
#include <string>
#include <vector>

#include "account/operation.h"
#include "api/sso_identity.h"
#include "api/user_profile.h"

namespace daemun::account {

// For the document: to_account_view writes it.
struct AccountView {
  std::optional<api::Text<1, 12>> id{};
  api::Patch<api::Text<0, 128>> username{};
  api::Patch<api::Text<0, 128>> primary_email{};
  api::Patch<api::Text<0, 128>> primary_phone{};
  api::Patch<api::Text<0, 128>> name{};
  api::Patch<api::Text<0, 2048>> avatar{};
  std::optional<json::object> custom_data{};
  std::optional<std::map<std::string, api::UserIdentity>> identities{};
  api::Patch<api::Number<>> last_sign_in_at{};
  std::optional<api::Number<>> created_at{};
  std::optional<api::Number<>> updated_at{};
  std::optional<api::UserProfile> profile{};
  api::Patch<api::Text<0, 21>> application_id{};
  api::Patch<api::Text<0, 2048>> cimd_client_id{};
  std::optional<bool> is_suspended{};
  std::optional<bool> has_password{};
  std::optional<bool> has_security_verification_method{};
  std::optional<std::vector<api::SsoIdentityMembers>> sso_identities{};
};
BOOST_DESCRIBE_STRUCT(
    AccountView,
    (),
    (id,
     username,
     primary_email,
     primary_phone,
     name,
     avatar,
     custom_data,
     identities,
     last_sign_in_at,
     created_at,
     updated_at,
     profile,
     application_id,
     cimd_client_id,
     is_suspended,
     has_password,
     has_security_verification_method,
     sso_identities)
)

// In Logto's order. `sso_identities` as api::SsoIdentityMembers.
json::object to_account_view(
    const Caller& caller, const json::object& fields, json::array sso_identities
);

// Without its address unless the token has that scope.
json::object to_profile_view(json::object profile, const std::vector<std::string>& scopes);

}  // namespace daemun::account

#endif
