#include "connectors/provider.h"
#include "connectors/social/providers.h"
#include "connectors/social/talk.h"

namespace daemun::connectors {
namespace {

// What keeps a page from running the answer as a script.
std::string_view unwrap(std::string_view body) {
  constexpr std::string_view guard = "&&&START&&&";
  if (body.starts_with(guard)) body.remove_prefix(guard.size());
  return body;
}

SocialService make(const json::object& config) {
  auto service = make_service(
      config, {.authorization_endpoint = "https://account.xiaomi.com/oauth2/authorize"}
  );
  service.binding = CodeBinding::state_only;
  service.scope = scope_of(config, "1");
  const bool skips = is_true_at(config, "skipConfirm");
  service.parameters.emplace_back("skip_confirm", skips ? "true" : "false");
  service.unwrap = unwrap;
  service.refused_status = 403;
  return service;
}

net::Request ask_for_token(const SocialTalk& talk) {
  Form form;
  form.add("client_id", text_of(talk.config, "clientId"));
  form.add("client_secret", text_of(talk.config, "clientSecret"));
  form.add("code", talk.code.code.reveal());
  form.add("grant_type", "authorization_code");
  form.add("redirect_uri", talk.code.pending.redirect_uri);
  return ask_by_form("https://account.xiaomi.com/oauth2/token", form);
}

Result<SocialStep, ConnectorError> ask_for_user(const SocialTalk& talk) {
  const auto& token = talk.answers.front();
  const auto access_token = text_at(token, "access_token");
  if (access_token.empty())
    return refuse_number(ConnectorErrorCode::social_auth_code_invalid, text_at(token, "error"));
  Form query;
  query.add("clientId", text_of(talk.config, "clientId"));
  query.add("token", access_token);
  return SocialStep(ask_by_query("https://open.account.xiaomi.com/user/profile", query));
}

Result<SocialStep, ConnectorError> read_user(const json::object& token, const json::object& user) {
  if (text_at(user, "result") != "ok")
    return refuse_number(ConnectorErrorCode::general, text_at(user, "code"));
  const auto id = text_at(user, "data.unionId");
  if (token.contains("union_id") && text_at(token, "union_id") != id) {
    return make_error(
        ConnectorErrorCode::social_invalid_access_token, "the user information is another user's"
    );
  }
  return SocialStep(SocialUser{
      .id = id,
      .name = optional_at(user, "data.miliaoNick"),
      .avatar = optional_at(user, "data.miliaoIcon"),
      .raw = user});
}

Result<SocialStep, ConnectorError> next(const SocialTalk& talk) {
  if (talk.answers.empty()) return SocialStep(ask_for_token(talk));
  if (talk.answers.size() == 1) return ask_for_user(talk);
  return read_user(talk.answers.front(), talk.answers.back());
}

}  // namespace

const SocialProvider social::xiaomi = {
    .id = "xiaomi-universal", .make = make, .read = nullptr, .next = next};

}  // namespace daemun::connectors
