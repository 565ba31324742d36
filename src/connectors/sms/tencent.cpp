// Tencent Cloud SMS: SendSms. The texts are kept there, one for each use.
#include "connectors/provider.h"
#include "connectors/providers.h"
#include "connectors/signatures/tencent_tc3.h"

#include <algorithm>

namespace daemun::connectors {
namespace {

// The variables of a template have numbers. Languages and objects are none of them.
json::array to_parameters(const json::object& payload) {
  json::array parameters;
  for (const auto& [name, value] : payload) {
    if (name == "locale" || name == "uiLocales" || value.is_structured() || value.is_null())
      continue;
    parameters.push_back(value.is_string() ? value : json::value(json::serialize(value)));
  }
  return parameters;
}

Result<Delivery, ConnectorError> make(const Order& order) {
  const auto& config = order.config;
  const auto* entry = find_template(config, order.message.type, Fallback::none);
  if (entry == nullptr) return template_not_found(order.message.type);
  const json::object body = {
      {"SmsSdkAppId", config.at("sdkAppId")},
      {"SignName", config.at("signName")},
      {"TemplateId", entry->at("templateCode")},
      {"TemplateParamSet", to_parameters(order.message.payload)},
      {"PhoneNumberSet", json::array{json::string("+" + order.message.to)}},
  };
  auto request = json_request("https://sms.tencentcloudapi.com/", body);
  const TencentKey key{text_of(config, "accessKeyId"), text_of(config, "accessKeySecret"), "sms"};
  request.headers = {
      {"Content-Type", std::string(tencent_media_type)},
      {"Authorization", sign_tencent_tc3(request.body, key, order.attempt.now)},
      {"X-TC-Action", "SendSms"},
      {"X-TC-Timestamp", std::to_string(to_unix_seconds(order.attempt.now))},
      {"X-TC-Version", "2021-01-11"},
      {"X-TC-Region", text_of(config, "region")},
  };
  return Delivery(std::move(request));
}

bool is_ok(std::string_view code) {
  return code == "Ok" || code == "OK" || code == "ok";
}

// The status of the only recipient; null when there is none.
const json::object* find_status(const json::object& answer) {
  const auto* statuses = find_array(answer, "SendStatusSet");
  return statuses == nullptr || statuses->empty() ? nullptr : statuses->front().if_object();
}

std::optional<ConnectorError> read(const net::Response& response) {
  const auto body = parse_json_object(response.body);
  const auto* answer = body ? find_object(*body, "Response") : nullptr;
  if (answer == nullptr) return make_error(ConnectorErrorCode::general, excerpt_of(response));
  if (const auto* error = find_object(*answer, "Error")) {
    return ConnectorError{
        ConnectorErrorCode::general,
        {{"errorDescription", text_of(*error, "Message")}, {"Code", text_of(*error, "Code")}}};
  }
  const auto* status = find_status(*answer);
  if (status == nullptr) return make_error(ConnectorErrorCode::general, excerpt_of(response));
  const auto code = text_of(*status, "Code");
  if (is_success(response) && is_ok(code)) return std::nullopt;
  return make_error(ConnectorErrorCode::general, code + ": " + text_of(*status, "Message"));
}

}  // namespace

const Provider tencent = {"tencent-short-message-service", make, read};

}  // namespace daemun::connectors
