#include "connectors/provider.h"
#include "connectors/social/providers.h"
#include "connectors/social/talk.h"

namespace daemun::connectors {
namespace {

constexpr std::string_view api = "https://qyapi.weixin.qq.com/cgi-bin";

SocialService make(const json::object& config) {
  auto service = make_service(
      {{"clientId", text_of(config, "corpId")}},
      {.authorization_endpoint = "https://open.work.weixin.qq.com/wwopen/sso/qrConnect"}
  );
  service.client_id_parameter = "appid";
  service.own_app = "wxwork";
  service.own_app_endpoint = "https://open.weixin.qq.com/connect/oauth2/authorize";
  service.fragment = "#wechat_redirect";
  service.binding = CodeBinding::state_only;
  service.scope = scope_of(config, "snsapi_userinfo");
  service.parameters.emplace_back("agentid", text_of(config, "agentId"));
  // The company's token and whose the code is; what is known of the person may fail.
  service.needed_answers = 2;
  return service;
}

net::Request ask_for_token(const json::object& config) {
  Form query;
  query.add("corpid", text_of(config, "corpId"));
  query.add("corpsecret", text_of(config, "appSecret"));
  return ask_by_query(std::string(api) + "/gettoken", query);
}

Result<SocialStep, ConnectorError> ask_whose(const SocialTalk& talk) {
  const auto& token = talk.answers.front();
  const auto checked = check_number(
      token, {"errcode", ConnectorErrorCode::social_auth_code_invalid, {"40029", "40163", "42003"}}
  );
  if (!checked) return checked.error();
  const auto access_token = text_at(token, "access_token");
  if (access_token.empty()) return missing_member("access_token");
  Form query;
  query.add("access_token", access_token);
  query.add("code", talk.code.code.reveal());
  return SocialStep(ask_by_query(std::string(api) + "/auth/getuserinfo", query));
}

Result<void, ConnectorError> check_whose(const json::object& whose) {
  const auto number = text_at(whose, "errcode");
  // A code that is not valid, or was used, is said here.
  if (number == "40029" || number == "40163" || number == "42003")
    return refuse_number(ConnectorErrorCode::social_auth_code_invalid, number);
  return check_number(
      whose, {"errcode", ConnectorErrorCode::social_invalid_access_token, {"40001", "40014"}}
  );
}

// The address and the number are those that the company's administrator has entered.
SocialUser to_user(const std::string& id, json::object known) {
  // The ticket opens more of the person's data for half an hour.
  known.erase("user_ticket");
  return {
      .id = id,
      .name = optional_at(known, "name").value_or(id),
      .avatar = optional_at(known, "avatar"),
      .raw = std::move(known)};
}

void lay_over(json::object& known, const json::object& answer) {
  if (text_at(answer, "errcode") != "0") return;
  for (const auto& member : answer)
    known[member.key()] = member.value();
}

Result<SocialStep, ConnectorError> ask_for_details(const SocialTalk& talk) {
  const auto& answers = talk.answers;
  const auto& whose = answers[1];
  const auto checked = check_whose(whose);
  if (!checked) return checked.error();
  const auto user_id = text_at(whose, "userid");
  const auto id = user_id.empty() ? text_at(whose, "openid") : user_id;
  if (id.empty()) return missing_member("userid or openid");
  Form query;
  query.add("access_token", text_at(answers.front(), "access_token"));
  // Of a person outside the company, WeCom gives only an id.
  if (answers.size() == 2 && !user_id.empty()) {
    query.add("userid", user_id);
    return SocialStep(ask_by_query(std::string(api) + "/user/get", query));
  }
  const auto ticket = text_at(whose, "user_ticket");
  if (answers.size() == 3 && !ticket.empty()) {
    return SocialStep(json_request(
        std::string(api) + "/auth/getuserdetail?" + to_form_text(query), {{"user_ticket", ticket}}
    ));
  }
  json::object known = whose;
  for (std::size_t i = 2; i < answers.size(); ++i)
    lay_over(known, answers[i]);
  return SocialStep(to_user(id, std::move(known)));
}

Result<SocialStep, ConnectorError> next(const SocialTalk& talk) {
  if (talk.answers.empty()) return SocialStep(ask_for_token(talk.config));
  if (talk.answers.size() == 1) return ask_whose(talk);
  return ask_for_details(talk);
}

}  // namespace

const SocialProvider social::wecom = {
    .id = "wecom-universal", .make = make, .read = nullptr, .next = next};

}  // namespace daemun::connectors
