#include "base/text.h"
#include "connectors/provider.h"
#include "connectors/social/providers.h"

namespace daemun::connectors {
namespace {

SocialService make(const json::object& config) {
  const auto scope = scope_of(config, "tweet.read users.read");
  std::string user_url = "https://api.twitter.com/2/users/me?user.fields=profile_image_url";
  // Refused without the scope.
  if (contains(split_words(scope), "users.email")) user_url += ",confirmed_email";
  auto service = make_service(
      config,
      {.authorization_endpoint = "https://twitter.com/i/oauth2/authorize",
       .token_endpoint = "https://api.twitter.com/2/oauth2/token",
       .userinfo_endpoint = user_url}
  );
  service.registration.client.authentication =
      auth::ClientSecretBasic{Secret(text_of(config, "clientSecret"))};
  service.token_parameters.emplace_back("client_id", text_of(config, "clientId"));
  service.scope = scope;
  return service;
}

// X gives an address only when the person has confirmed it.
SocialUser read(const SocialAnswers& answers) {
  return {
      .id = text_at(answers.user, "data.id"),
      .email = optional_at(answers.user, "data.confirmed_email"),
      .name = optional_at(answers.user, "data.name"),
      .avatar = optional_at(answers.user, "data.profile_image_url"),
      .raw = answers.user};
}

}  // namespace

const SocialProvider social::x = {.id = "x-universal", .make = make, .read = read};

}  // namespace daemun::connectors
