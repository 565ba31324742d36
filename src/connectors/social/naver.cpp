#include "connectors/social/providers.h"

namespace daemun::connectors {
namespace {

SocialService make(const json::object& config) {
  auto service = make_service(
      config,
      {.authorization_endpoint = "https://nid.naver.com/oauth2.0/authorize",
       .token_endpoint = "https://nid.naver.com/oauth2.0/token",
       .userinfo_endpoint = "https://openapi.naver.com/v1/nid/me"}
  );
  service.binding = CodeBinding::state_only;
  service.user_method = "POST";
  return service;
}

// The address is one that people may type: nobody has verified it.
SocialUser read(const SocialAnswers& answers) {
  return {
      .id = text_at(answers.user, "response.id"),
      .name = optional_at(answers.user, "response.nickname"),
      .avatar = optional_at(answers.user, "response.profile_image"),
      .raw = answers.user};
}

}  // namespace

const SocialProvider social::naver = {.id = "naver-universal", .make = make, .read = read};

}  // namespace daemun::connectors
