#include "connectors/provider.h"
#include "connectors/social/providers.h"

namespace daemun::connectors {
namespace {

SocialService make(const json::object& config) {
  auto service = make_service(
      config,
      {.authorization_endpoint = "https://www.patreon.com/oauth2/authorize",
       .token_endpoint = "https://www.patreon.com/api/oauth2/token",
       .userinfo_endpoint = "https://www.patreon.com/api/oauth2/api/current_user"}
  );
  service.registration.client.authentication =
      auth::ClientSecretBasic{Secret(text_of(config, "clientSecret"))};
  service.binding = CodeBinding::state_only;
  service.scope = scope_of(config, "identity identity[email]");
  return service;
}

SocialUser read(const SocialAnswers& answers) {
  SocialUser user{
      .id = text_at(answers.user, "data.id"),
      .name = optional_at(answers.user, "data.attributes.full_name"),
      .avatar = optional_at(answers.user, "data.attributes.image_url"),
      .raw = answers.user};
  if (is_true_at(answers.user, "data.attributes.is_email_verified"))
    user.email = optional_at(answers.user, "data.attributes.email");
  return user;
}

}  // namespace

const SocialProvider social::patreon = {.id = "patreon-universal", .make = make, .read = read};

}  // namespace daemun::connectors
