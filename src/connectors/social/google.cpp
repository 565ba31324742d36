#include "base/text.h"
#include "connectors/social/providers.h"

namespace daemun::connectors {
namespace {

SocialService make(const json::object& config) {
  auto service = make_service(
      config,
      {.issuer = "https://accounts.google.com",
       .authorization_endpoint = "https://accounts.google.com/o/oauth2/v2/auth",
       .token_endpoint = "https://oauth2.googleapis.com/token",
       .userinfo_endpoint = "https://openidconnect.googleapis.com/v1/userinfo",
       .jwks_uri = "https://www.googleapis.com/oauth2/v3/certs"}
  );
  service.scope = with_openid(scope_of(config, "openid profile email"));
  if (const auto prompts = find_strings(config, "prompts"); !prompts.empty())
    service.parameters.emplace_back("prompt", join(prompts));
  // Google's documentation of ID tokens names both.
  service.other_issuer = "accounts.google.com";
  service.takes_credential = is_true_at(config, "oneTap.isEnabled");
  // Google gives a refresh token only then, and with the prompt `consent`.
  if (is_true_at(config, "offlineAccess"))
    service.parameters.emplace_back("access_type", "offline");
  return service;
}

SocialUser read(const SocialAnswers& answers) {
  // Of One Tap there is the ID token alone.
  return read_standard_claims(answers.user.empty() ? answers.id_token : answers.user);
}

}  // namespace

const SocialProvider social::google = {
    .id = "google-universal", .make = make, .read = read, .token_use = TokenUse::refreshed};

}  // namespace daemun::connectors
