#include "connectors/provider.h"
#include "connectors/social/providers.h"

namespace daemun::connectors {
namespace {

SocialService make(const json::object& config) {
  const json::object client{
      {"clientId", text_of(config, "appId")}, {"clientSecret", text_of(config, "appSecret")}};
  auto service = make_service(
      client,
      {.authorization_endpoint = "https://passport.feishu.cn/suite/passport/oauth/authorize",
       .token_endpoint = "https://passport.feishu.cn/suite/passport/oauth/token",
       .userinfo_endpoint = "https://passport.feishu.cn/suite/passport/oauth/userinfo"}
  );
  service.binding = CodeBinding::state_only;
  return service;
}

// The address and the number are those that the tenant's administrator has entered.
SocialUser read(const SocialAnswers& answers) {
  return {
      .id = text_at(answers.user, "sub"),
      .name = optional_at(answers.user, "name"),
      .avatar = optional_at(answers.user, "avatar_url"),
      .raw = answers.user};
}

}  // namespace

const SocialProvider social::feishu = {.id = "feishu-web", .make = make, .read = read};

}  // namespace daemun::connectors
