#include "account/account_view.h"

#include "base/text.h"
#include "domain/user_info.h"

#include <algorithm>
#include <iterator>
#include <string_view>
#include <utility>

namespace daemun::account {
namespace {

// Empty: nothing is needed.
struct Rule {
  std::string_view member;
  std::string_view scope;
  std::string_view field;
};

constexpr Rule rules[] = {
    {"id", "", ""},
    {"username", "profile", "username"},
    {"primaryEmail", "email", "email"},
    {"primaryPhone", "phone", "phone"},
    {"name", "profile", "name"},
    {"avatar", "profile", "avatar"},
    {"customData", "custom_data", "customData"},
    {"identities", "identities", "social"},
    {"lastSignInAt", "profile", ""},
    {"createdAt", "profile", ""},
    {"updatedAt", "profile", ""},
    {"profile", "profile", "profile"},
    {"applicationId", "profile", ""},
    {"cimdClientId", "profile", ""},
    {"isSuspended", "profile", ""},
    {"hasPassword", "profile", "password"},
    {"hasSecurityVerificationMethod", "", ""},
    {"ssoIdentities", "identities", ""},
};

}  // namespace

json::object to_profile_view(json::object profile, const std::vector<std::string>& scopes) {
  if (contains(scopes, "address")) return profile;
  json::object shown;
  for (auto& member : profile) {
    if (member.key() != "address") shown[member.key()] = std::move(member.value());
  }
  return shown;
}

json::object to_account_view(
    const Caller& caller, const json::object& fields, json::array sso_identities
) {
  auto all = to_user_info(caller.user);
  all["profile"] = to_profile_view(std::move(all["profile"].as_object()), caller.scopes);
  all["hasPassword"] = caller.has_password;
  all["hasSecurityVerificationMethod"] = caller.has_security_verification_method();
  all["ssoIdentities"] = std::move(sso_identities);
  json::object view;
  for (const auto& [member, scope, field] : rules) {
    if (!scope.empty() && !contains(caller.scopes, scope)) continue;
    if (!field.empty() && !is_visible(fields, field)) continue;
    view[member] = std::move(all.at(member));
  }
  return view;
}

}  // namespace daemun::account
