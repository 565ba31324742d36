#include "connectors/provider.h"
#include "connectors/social/providers.h"

namespace daemun::connectors {
namespace {

SocialService make(const json::object& config) {
  auto service = make_service(
      config,
      {.issuer = "https://gitlab.com",
       .authorization_endpoint = "https://gitlab.com/oauth/authorize",
       .token_endpoint = "https://gitlab.com/oauth/token",
       .userinfo_endpoint = "https://gitlab.com/oauth/userinfo",
       .jwks_uri = "https://gitlab.com/oauth/discovery/keys"}
  );
  service.registration.client.authentication =
      auth::ClientSecretBasic{Secret(text_of(config, "clientSecret"))};
  service.scope = with_openid(scope_of(config, "openid"));
  return service;
}

SocialUser read(const SocialAnswers& answers) {
  return read_standard_claims(answers.user);
}

}  // namespace

const SocialProvider social::gitlab = {.id = "gitlab-universal", .make = make, .read = read};

}  // namespace daemun::connectors
