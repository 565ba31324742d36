#include "connectors/social/providers.h"

namespace daemun::connectors {
namespace {

SocialService make(const json::object& config) {
  auto service = make_service(
      config,
      {.authorization_endpoint = "https://www.kookapp.cn/app/oauth2/authorize",
       .token_endpoint = "https://www.kookapp.cn/api/oauth2/token",
       .userinfo_endpoint = "https://www.kookapp.cn/api/v3/user/me"}
  );
  service.binding = CodeBinding::state_only;
  service.scope = scope_of(config, "get_user_info");
  return service;
}

SocialUser read(const SocialAnswers& answers) {
  return {
      .id = text_at(answers.user, "data.id"),
      .name = optional_at(answers.user, "data.username"),
      .avatar = optional_at(answers.user, "data.avatar"),
      .raw = answers.user};
}

}  // namespace

const SocialProvider social::kook = {.id = "kook-universal", .make = make, .read = read};

}  // namespace daemun::connectors
