#include "connectors/social/providers.h"

namespace daemun::connectors {
namespace {

SocialService make(const json::object& config) {
  auto service = make_service(
      config,
      {.authorization_endpoint = "https://www.facebook.com/v13.0/dialog/oauth",
       .token_endpoint = "https://graph.facebook.com/v13.0/oauth/access_token",
       .userinfo_endpoint = "https://graph.facebook.com/v13.0/me?fields=id,name,email,picture"}
  );
  service.scope = scope_of(config, "email,public_profile");
  service.binding = CodeBinding::state_only;
  service.token_request = TokenRequestKind::query;
  service.refused_status = 400;
  return service;
}

// Nothing says that the address was verified.
SocialUser read(const SocialAnswers& answers) {
  return {
      .id = text_at(answers.user, "id"),
      .name = optional_at(answers.user, "name"),
      .avatar = optional_at(answers.user, "picture.data.url"),
      .raw = answers.user};
}

}  // namespace

const SocialProvider social::facebook = {
    .id = "facebook-universal", .make = make, .read = read, .token_use = TokenUse::kept};

}  // namespace daemun::connectors
