#include "connectors/social/providers.h"

namespace daemun::connectors {
namespace {

// LINE signs ID tokens with the client's secret, which adds nothing to an answer over TLS, so the
// account is read from the profile.
SocialService make(const json::object& config) {
  auto service = make_service(
      config,
      {.authorization_endpoint = "https://access.line.me/oauth2/v2.1/authorize",
       .token_endpoint = "https://api.line.me/oauth2/v2.1/token",
       .userinfo_endpoint = "https://api.line.me/v2/profile"}
  );
  service.scope = scope_of(config, "openid profile");
  return service;
}

SocialUser read(const SocialAnswers& answers) {
  return {
      .id = text_at(answers.user, "userId"),
      .name = optional_at(answers.user, "displayName"),
      .avatar = optional_at(answers.user, "pictureUrl"),
      .raw = answers.user};
}

}  // namespace

const SocialProvider social::line = {.id = "line-universal", .make = make, .read = read};

}  // namespace daemun::connectors
