#include "domain/social_sign_in.h"

#include "base/text.h"

namespace daemun {

bool SocialSignIn::has(std::string_view target) const {
  return contains(targets, target);
}

SocialSignIn parse_social_sign_in(const json::object& document) {
  SocialSignIn settings{.targets = find_strings(document, "socialSignInConnectorTargets")};
  const auto* options = find_object(document, "socialSignIn");
  if (options == nullptr) return settings;
  settings.links_automatically = find_bool(*options, "automaticAccountLinking").value_or(false);
  settings.skips_required_identifiers =
      find_bool(*options, "skipRequiredIdentifiers").value_or(false);
  return settings;
}

}  // namespace daemun
