#include "base/header_text.h"
#include "connectors/provider.h"
#include "connectors/social/providers.h"
#include "connectors/social/talk.h"

namespace daemun::connectors {
namespace {

SocialService make(const json::object& config) {
  auto service =
      make_service(config, {.authorization_endpoint = "https://login.dingtalk.com/oauth2/auth"});
  service.binding = CodeBinding::state_only;
  service.scope = scope_of(config, "openid");
  service.parameters.emplace_back("prompt", "consent");
  service.refused_status = 400;
  return service;
}

net::Request ask_for_token(const SocialTalk& talk) {
  return json_request(
      "https://api.dingtalk.com/v1.0/oauth2/userAccessToken",
      {{"clientId", text_of(talk.config, "clientId")},
       {"clientSecret", text_of(talk.config, "clientSecret")},
       {"code", talk.code.code.reveal()},
       {"grantType", "authorization_code"}}
  );
}

Result<SocialStep, ConnectorError> ask_for_user(const json::object& token) {
  const auto access_token = text_at(token, "accessToken");
  if (access_token.empty() || !is_header_value(access_token)) return missing_member("accessToken");
  auto request = ask_by_query("https://api.dingtalk.com/v1.0/contact/users/me", {});
  request.url.pop_back();
  request.headers.push_back({"x-acs-dingtalk-access-token", access_token});
  return SocialStep(std::move(request));
}

// Whether the address and the number were verified is not said.
SocialUser to_user(const json::object& user) {
  return {
      .id = text_at(user, "unionId"),
      .name = optional_at(user, "nick"),
      .avatar = optional_at(user, "avatarUrl"),
      .raw = user};
}

Result<SocialStep, ConnectorError> next(const SocialTalk& talk) {
  if (talk.answers.empty()) return SocialStep(ask_for_token(talk));
  if (talk.answers.size() == 1) return ask_for_user(talk.answers.front());
  return SocialStep(to_user(talk.answers.back()));
}

}  // namespace

const SocialProvider social::dingtalk = {
    .id = "dingtalk-web", .make = make, .read = nullptr, .next = next};

}  // namespace daemun::connectors
