// The account center's settings, as everybody may see them. Their JSON document is stored as it is.
#ifndef DAEMUN_API_ACCOUNT_CENTER_H
#define DAEMUN_API_ACCOUNT_CENTER_H

#include <boost/describe.hpp>

#include <optional>
#include <string>
#include <vector>

#include "api/described.h"
#include "api/sign_in_experience.h"

namespace daemun::api {

using Control = Word<"Off", "ReadOnly", "Edit">;

// Users' access to the parts of their own account.
struct AccountCenterFields {
  std::optional<Control> name{};
  std::optional<Control> avatar{};
  std::optional<Control> profile{};
  std::optional<Control> email{};
  std::optional<Control> phone{};
  std::optional<Control> password{};
  std::optional<Control> username{};
  std::optional<Control> social{};
  std::optional<Control> custom_data{};
  std::optional<Control> mfa{};
  std::optional<Control> passkey{};
  std::optional<Control> session{};
  std::optional<Control> trusted_device{};
  std::optional<Control> account_deletion{};  // ours
};
BOOST_DESCRIBE_STRUCT(
    AccountCenterFields,
    (),
    (name,
     avatar,
     profile,
     email,
     phone,
     password,
     username,
     social,
     custom_data,
     mfa,
     passkey,
     session,
     trusted_device,
     account_deletion)
)

struct ShownField {
  std::string name{};
};
BOOST_DESCRIBE_STRUCT(ShownField, (), (name))

struct AccountCenterView : TenantDocument {
  bool enabled = false;
  AccountCenterFields fields{};
  std::vector<std::string> webauthn_related_origins{};
  Nullable<Text<0, 2048>> delete_account_url{};
  Nullable<std::string> custom_css{};
  Nullable<std::vector<ShownField>> profile_fields{};
};
BOOST_DESCRIBE_STRUCT(
    AccountCenterView,
    (TenantDocument),
    (enabled, fields, webauthn_related_origins, delete_account_url, custom_css, profile_fields)
)

}  // namespace daemun::api

#endif
