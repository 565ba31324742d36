#include "connectors/provider.h"
#include "connectors/social/providers.h"

namespace daemun::connectors {
namespace {

SocialService make(const json::object& config) {
  auto service = make_service(
      config,
      {.authorization_endpoint = "https://huggingface.co/oauth/authorize",
       .token_endpoint = "https://huggingface.co/oauth/token",
       .userinfo_endpoint = "https://huggingface.co/oauth/userinfo"}
  );
  service.registration.client.authentication =
      auth::ClientSecretBasic{Secret(text_of(config, "clientSecret"))};
  service.scope = with_openid(scope_of(config, "openid profile email"));
  return service;
}

SocialUser read(const SocialAnswers& answers) {
  return read_standard_claims(answers.user);
}

}  // namespace

const SocialProvider social::huggingface = {
    .id = "huggingface-universal", .make = make, .read = read};

}  // namespace daemun::connectors
