#include "connectors/provider.h"
#include "connectors/social/providers.h"
#include "connectors/social/talk.h"

#include <utility>

namespace daemun::connectors {
namespace {

SocialService make_wechat(const json::object& config, std::string authorization_endpoint) {
  auto service = make_service(
      {{"clientId", text_of(config, "appId")}},
      {.authorization_endpoint = std::move(authorization_endpoint)}
  );
  service.binding = CodeBinding::state_only;
  return service;
}

SocialService make_web(const json::object& config) {
  auto service = make_wechat(config, "https://open.weixin.qq.com/connect/qrconnect");
  service.client_id_parameter = "appid";
  service.scope = scope_of(config, "snsapi_login");
  return service;
}

SocialService make_native(const json::object& config) {
  auto service = make_wechat(config, "wechat://");
  service.authorization = AuthorizationKind::app;
  service.client_id_parameter = "app_id";
  if (const auto link = text_of(config, "universalLinks"); !link.empty())
    service.parameters.emplace_back("universal_link", link);
  return service;
}

net::Request ask_for_token(const SocialTalk& talk) {
  Form query;
  query.add("appid", text_of(talk.config, "appId"));
  query.add("secret", text_of(talk.config, "appSecret"));
  query.add("code", talk.code.code.reveal());
  query.add("grant_type", "authorization_code");
  return ask_by_query("https://api.weixin.qq.com/sns/oauth2/access_token", query);
}

Result<SocialStep, ConnectorError> ask_for_user(const json::object& token) {
  const auto checked = check_number(
      token, {"errcode", ConnectorErrorCode::social_auth_code_invalid, {"40029", "40163", "42003"}}
  );
  if (!checked) return checked.error();
  const auto access_token = text_at(token, "access_token");
  const auto open_id = text_at(token, "openid");
  if (access_token.empty() || open_id.empty()) return missing_member("access_token or openid");
  Form query;
  query.add("access_token", access_token);
  query.add("openid", open_id);
  return SocialStep(ask_by_query("https://api.weixin.qq.com/sns/userinfo", query));
}

// A person has an openid with each app, and one unionid with all apps of an open platform account.
Result<SocialStep, ConnectorError> read_user(const json::object& token, const json::object& user) {
  const auto checked = check_number(
      user, {"errcode", ConnectorErrorCode::social_invalid_access_token, {"40001", "40014"}}
  );
  if (!checked) return checked.error();
  const auto open_id = text_at(token, "openid");
  if (text_at(user, "openid") != open_id) {
    return make_error(
        ConnectorErrorCode::social_invalid_access_token, "the user information is another user's"
    );
  }
  return SocialStep(SocialUser{
      .id = optional_at(user, "unionid").value_or(open_id),
      .name = optional_at(user, "nickname"),
      .avatar = optional_at(user, "headimgurl"),
      .raw = user});
}

Result<SocialStep, ConnectorError> next(const SocialTalk& talk) {
  const auto& answers = talk.answers;
  if (answers.empty()) return SocialStep(ask_for_token(talk));
  if (answers.size() == 1) return ask_for_user(answers.front());
  return read_user(answers.front(), answers.back());
}

}  // namespace

const SocialProvider social::wechat_web = {
    .id = "wechat-web", .make = make_web, .read = nullptr, .next = next};
const SocialProvider social::wechat_native = {
    .id = "wechat-native", .make = make_native, .read = nullptr, .next = next};

}  // namespace daemun::connectors
