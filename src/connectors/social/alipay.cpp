// Alipay: requests are signed with the app's key. The answers are signed with Alipay's, which a
// configuration does not have (Logto's has no field for it), so their signatures are not verified:
// that an answer is Alipay's rests on TLS alone.
#include "base/encoding.h"
#include "connectors/config_check.h"
#include "connectors/provider.h"
#include "connectors/social/providers.h"
#include "connectors/social/talk.h"
#include "crypto/signing_key.h"

#include <algorithm>
#include <utility>

namespace daemun::connectors {
namespace {

SocialService make_alipay(const json::object& config, std::string authorization_endpoint) {
  auto service = make_service(
      {{"clientId", text_of(config, "appId")}},
      {.authorization_endpoint = std::move(authorization_endpoint)}
  );
  service.client_id_parameter = "app_id";
  service.code_field = "auth_code";
  service.binding = CodeBinding::state_only;
  return service;
}

SocialService make_web(const json::object& config) {
  auto service = make_alipay(config, "https://openauth.alipay.com/oauth2/publicAppAuthorize.htm");
  service.scope = scope_of(config, "auth_user");
  return service;
}

SocialService make_native(const json::object& config) {
  auto service = make_alipay(config, "alipay://");
  service.authorization = AuthorizationKind::app;
  return service;
}

Result<crypto::PrivateKey, crypto::KeyError> parse_key(const json::object& config) {
  return crypto::PrivateKey::parse_pem(Secret(text_of(config, "privateKey")));
}

json::array check(const json::object& config) {
  json::array issues;
  const auto key = parse_key(config);
  const bool is_rsa = key && key->algorithm() == crypto::SignatureAlgorithm::rs256;
  if (!is_rsa) {
    issues.push_back(
        make_issue({"privateKey"}, "Must be an RSA key of at least 2048 bits, as PEM of PKCS #8")
    );
  }
  return issues;
}

// "2027-01-15 16:00:00": the gateway's clock is China's.
std::string to_timestamp(TimePoint now) {
  auto text = to_seconds_text(now + Seconds(8 * 3600));
  text.pop_back();
  std::replace(text.begin(), text.end(), 'T', ' ');
  return text;
}

// The fields that have a value, sorted by name.
std::string to_signed_text(Form form) {
  auto fields = form.fields();
  std::sort(fields.begin(), fields.end());
  std::string text;
  for (const auto& [name, value] : fields) {
    if (!text.empty()) text.push_back('&');
    text += name + "=" + value;
  }
  return text;
}

Result<SocialStep, ConnectorError> ask_gateway(
    const SocialTalk& talk, std::string method, auth::Parameters more
) {
  const auto key = parse_key(talk.config);
  if (!key) return make_error(ConnectorErrorCode::invalid_config, "The private key is no key.");
  Form form(std::move(more));
  form.add("method", std::move(method));
  form.add("app_id", text_of(talk.config, "appId"));
  form.add("charset", "utf-8");
  form.add("format", "JSON");
  form.add("sign_type", "RSA2");
  form.add("timestamp", to_timestamp(talk.now));
  form.add("version", "1.0");
  const auto signature = to_base64(key->sign(to_signed_text(form)));
  form.add("sign", signature);
  auto request = ask_by_query("https://openapi.alipay.com/gateway.do", form);
  request.method = "POST";
  return SocialStep(std::move(request));
}

ConnectorError refuse_answer(const json::object& refusal, ConnectorErrorCode code) {
  const auto sub_code = text_at(refusal, "sub_code");
  if (sub_code == "isv.code-invalid") code = ConnectorErrorCode::social_auth_code_invalid;
  return refuse_number(code, sub_code.empty() ? text_at(refusal, "code") : sub_code);
}

const json::object& part_of(const json::object& answer, std::string_view name) {
  static const json::object none;
  const auto* part = find_object(answer, name);
  return part == nullptr ? none : *part;
}

Result<SocialStep, ConnectorError> ask_for_user(const SocialTalk& talk) {
  const auto& answer = talk.answers.front();
  const auto& token = part_of(answer, "alipay_system_oauth_token_response");
  const auto access_token = text_at(token, "access_token");
  if (access_token.empty()) {
    const bool is_refused = answer.contains("error_response");
    const auto& refusal = is_refused ? part_of(answer, "error_response") : token;
    if (!is_refused && text_at(token, "code").empty()) return missing_member("access_token");
    return refuse_answer(refusal, ConnectorErrorCode::social_auth_code_invalid);
  }
  return ask_gateway(
      talk, "alipay.user.info.share", {{"auth_token", access_token}, {"biz_content", "{}"}}
  );
}

Result<SocialStep, ConnectorError> read_user(const SocialTalk& talk) {
  const auto& answer = talk.answers.back();
  const bool is_refused = answer.contains("error_response");
  const auto& user =
      part_of(answer, is_refused ? "error_response" : "alipay_user_info_share_response");
  const auto code = text_at(user, "code");
  if (code == "20001") return refuse_number(ConnectorErrorCode::social_invalid_access_token, code);
  if (is_refused || (!code.empty() && code != "10000"))
    return refuse_answer(user, ConnectorErrorCode::general);
  const auto id = text_at(user, "user_id");
  if (id.empty()) return missing_member("user_id");
  const auto& token = part_of(talk.answers.front(), "alipay_system_oauth_token_response");
  if (token.contains("user_id") && text_at(token, "user_id") != id) {
    return make_error(
        ConnectorErrorCode::social_invalid_access_token, "the user information is another user's"
    );
  }
  return SocialStep(SocialUser{
      .id = id,
      .name = optional_at(user, "nick_name"),
      .avatar = optional_at(user, "avatar"),
      .raw = user});
}

Result<SocialStep, ConnectorError> next(const SocialTalk& talk) {
  if (talk.answers.empty()) {
    return ask_gateway(
        talk,
        "alipay.system.oauth.token",
        {{"grant_type", "authorization_code"}, {"code", talk.code.code.reveal()}}
    );
  }
  if (talk.answers.size() == 1) return ask_for_user(talk);
  return read_user(talk);
}

}  // namespace

const SocialProvider social::alipay_web = {
    .id = "alipay-web", .make = make_web, .read = nullptr, .check = check, .next = next};
const SocialProvider social::alipay_native = {
    .id = "alipay-native", .make = make_native, .read = nullptr, .check = check, .next = next};

}  // namespace daemun::connectors
