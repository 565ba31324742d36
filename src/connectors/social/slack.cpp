#include "connectors/social/providers.h"

namespace daemun::connectors {
namespace {

// The ID token says everything.
SocialService make(const json::object& config) {
  auto service = make_service(
      config,
      {.issuer = "https://slack.com",
       .authorization_endpoint = "https://slack.com/openid/connect/authorize",
       .token_endpoint = "https://slack.com/api/openid.connect.token",
       .jwks_uri = "https://slack.com/openid/connect/keys"}
  );
  service.scope = with_openid(scope_of(config, "openid profile email"));
  service.binding = CodeBinding::state_only;
  return service;
}

SocialUser read(const SocialAnswers& answers) {
  return read_standard_claims(answers.id_token);
}

}  // namespace

const SocialProvider social::slack = {.id = "slack-universal", .make = make, .read = read};

}  // namespace daemun::connectors
