#include "connectors/provider.h"
#include "connectors/social/providers.h"
#include "connectors/social/talk.h"

namespace daemun::connectors {
namespace {

// callback( {...} );
std::string_view unwrap(std::string_view body) {
  constexpr std::string_view word = "callback(";
  if (!body.starts_with(word)) return body;
  const auto end = body.rfind(')');
  return end == body.npos ? body : body.substr(word.size(), end - word.size());
}

SocialService make(const json::object& config) {
  auto service =
      make_service(config, {.authorization_endpoint = "https://graph.qq.com/oauth2.0/authorize"});
  service.binding = CodeBinding::state_only;
  service.scope = scope_of(config, "get_user_info");
  service.unwrap = unwrap;
  return service;
}

net::Request ask_for_token(const SocialTalk& talk) {
  Form query;
  query.add("grant_type", "authorization_code");
  query.add("client_id", text_of(talk.config, "clientId"));
  query.add("client_secret", text_of(talk.config, "clientSecret"));
  query.add("code", talk.code.code.reveal());
  query.add("redirect_uri", talk.code.pending.redirect_uri);
  query.add("fmt", "json");
  return ask_by_query("https://graph.qq.com/oauth2.0/token", query);
}

Result<SocialStep, ConnectorError> ask_whose(const json::object& token) {
  // The code is wrong, or was used.
  const auto checked = check_number(
      token, {"error", ConnectorErrorCode::social_auth_code_invalid, {"100019", "100020"}}
  );
  if (!checked) return checked.error();
  const auto access_token = text_at(token, "access_token");
  if (access_token.empty()) return missing_member("access_token");
  Form query;
  query.add("access_token", access_token);
  query.add("fmt", "json");
  query.add("unionid", "1");
  return SocialStep(ask_by_query("https://graph.qq.com/oauth2.0/me", query));
}

Result<SocialStep, ConnectorError> ask_for_user(const SocialTalk& talk) {
  const auto& whose = talk.answers[1];
  const auto checked = check_number(
      whose, {"error", ConnectorErrorCode::social_invalid_access_token, {"100013", "100014"}}
  );
  if (!checked) return checked.error();
  const auto open_id = text_at(whose, "openid");
  if (open_id.empty() || text_at(whose, "unionid").empty())
    return missing_member("openid or unionid");
  const auto client_id = text_of(talk.config, "clientId");
  if (whose.contains("client_id") && text_at(whose, "client_id") != client_id) {
    return make_error(
        ConnectorErrorCode::social_invalid_access_token, "the access token is another client's"
    );
  }
  Form query;
  query.add("access_token", text_at(talk.answers.front(), "access_token"));
  query.add("oauth_consumer_key", client_id);
  query.add("openid", open_id);
  return SocialStep(ask_by_query("https://graph.qq.com/user/get_user_info", query));
}

Result<SocialStep, ConnectorError> read_user(const json::object& whose, const json::object& user) {
  const auto checked =
      check_number(user, {"ret", ConnectorErrorCode::social_invalid_access_token, {}});
  if (!checked) return checked.error();
  const auto large = optional_at(user, "figureurl_qq_2");
  return SocialStep(SocialUser{
      .id = text_at(whose, "unionid"),
      .name = optional_at(user, "nickname"),
      .avatar = large ? large : optional_at(user, "figureurl_qq_1"),
      .raw = user});
}

Result<SocialStep, ConnectorError> next(const SocialTalk& talk) {
  const auto& answers = talk.answers;
  if (answers.empty()) return SocialStep(ask_for_token(talk));
  if (answers.size() == 1) return ask_whose(answers.front());
  if (answers.size() == 2) return ask_for_user(talk);
  return read_user(answers[1], answers.back());
}

}  // namespace

const SocialProvider social::qq = {
    .id = "qq-universal", .make = make, .read = nullptr, .next = next};

}  // namespace daemun::connectors
