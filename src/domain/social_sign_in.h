// Which other services people sign in with, as the sign-in experience says.
#ifndef DAEMUN_DOMAIN_SOCIAL_SIGN_IN_H
#define DAEMUN_DOMAIN_SOCIAL_SIGN_IN_H

#include "base/json.h"

#include <string>
#include <string_view>
#include <vector>

namespace daemun {

struct SocialSignIn {
  std::vector<std::string> targets{};  // in the order of their buttons
  // The pages link a new identity to the account with the same verified address without asking.
  bool links_automatically = false;
  // People who come from a service are not asked for the identifiers of the sign-up.
  bool skips_required_identifiers = false;

  bool has(std::string_view target) const;
};

// Of SignInExperience::document.
SocialSignIn parse_social_sign_in(const json::object& document);

}  // namespace daemun

#endif
