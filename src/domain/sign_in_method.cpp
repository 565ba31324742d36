#include "domain/sign_in_method.h"

#include "base/json.h"

#include <algorithm>

namespace daemun {
namespace {

bool has_identity(const User& user, const SignInExperience& experience) {
  constexpr JsonLimits limits{.max_bytes = 4 * 1024 * 1024, .max_depth = 64};
  const auto identities = parse_json_object(user.identities, limits);
  if (!identities) return false;
  const auto offered = find_strings(experience.document, "socialSignInConnectorTargets");
  return std::any_of(offered.begin(), offered.end(), [&](const std::string& target) {
    return identities->contains(target);
  });
}

}  // namespace

bool has_sign_in_method(
    const User& user, const OtherMethods& others, const SignInExperience& experience
) {
  if (others.has_enterprise_account || has_identity(user, experience)) return true;
  using enum IdentifierType;
  const struct {
    IdentifierType type;
    bool is_owned;
    bool takes_codes;
  } identifiers[] = {
      {username, user.username.has_value(), false},
      {email, user.primary_email.has_value(), others.sends_email},
      {phone, user.primary_phone.has_value(), others.sends_texts},
  };
  bool is_known = others.has_password;
  bool takes_one = false;
  for (const auto& one : identifiers) {
    if (!one.is_owned) continue;
    takes_one = takes_one || takes_password(experience, one.type);
    if (!one.takes_codes) continue;
    if (takes_verification_code(experience, one.type)) return true;
    is_known = is_known || takes_recovery(experience, one.type);
  }
  return is_known && takes_one;
}

}  // namespace daemun
