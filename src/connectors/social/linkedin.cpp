#include "connectors/social/providers.h"

namespace daemun::connectors {
namespace {

// Code verifiers are for its native apps only, which have other endpoints.
SocialService make(const json::object& config) {
  auto service = make_service(
      config,
      {.authorization_endpoint = "https://www.linkedin.com/oauth/v2/authorization",
       .token_endpoint = "https://www.linkedin.com/oauth/v2/accessToken",
       .userinfo_endpoint = "https://api.linkedin.com/v2/userinfo"}
  );
  service.scope = scope_of(config, "openid profile email");
  service.binding = CodeBinding::state_only;
  return service;
}

SocialUser read(const SocialAnswers& answers) {
  return read_standard_claims(answers.user);
}

}  // namespace

const SocialProvider social::linkedin = {.id = "linkedin-universal", .make = make, .read = read};

}  // namespace daemun::connectors
