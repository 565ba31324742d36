#include "connectors/aliyun.h"

#include "connectors/signatures/aliyun_rpc.h"

namespace daemun::connectors {

net::Request make_aliyun_request(std::string url, Form parameters, const Order& order) {
  parameters.add("AccessKeyId", text_of(order.config, "accessKeyId"));
  parameters.add("Format", "json");
  parameters.add("SignatureMethod", "HMAC-SHA1");
  parameters.add("SignatureVersion", "1.0");
  parameters.add("SignatureNonce", make_uuid(order.attempt.random));
  parameters.add("Timestamp", to_seconds_text(order.attempt.now));
  parameters.add(
      "Signature", sign_aliyun_rpc("POST", parameters, text_of(order.config, "accessKeySecret"))
  );
  return form_request(std::move(url), parameters);
}

ConnectorError aliyun_refusal(const json::object& body) {
  json::object data = {{"errorDescription", body.at("Message")}};
  for (const auto& [name, value] : body) {
    if (name != "Message") data[name] = value;
  }
  return {ConnectorErrorCode::general, std::move(data)};
}

std::optional<ConnectorError> read_aliyun_status(const net::Response& response) {
  if (is_success(response)) return std::nullopt;
  const auto body = parse_json_object(response.body);
  if (!body || !find_string(*body, "Code") || !find_string(*body, "Message"))
    return make_error(ConnectorErrorCode::invalid_response, excerpt_of(response));
  return aliyun_refusal(*body);
}

std::optional<ConnectorError> read_aliyun_code(
    const net::Response& response, std::initializer_list<AliyunCode> known
) {
  if (auto refusal = read_aliyun_status(response)) return refusal;
  const auto body = parse_json_object(response.body);
  const auto code = body ? find_string(*body, "Code") : std::nullopt;
  if (!code || !find_string(*body, "Message") || !find_string(*body, "RequestId"))
    return make_error(ConnectorErrorCode::invalid_response, excerpt_of(response));
  if (*code == "OK") return std::nullopt;
  auto refusal = aliyun_refusal(*body);
  for (const auto& row : known) {
    if (row.code == *code) refusal.code = row.error;
  }
  return refusal;
}

std::string to_template_parameters(json::object payload) {
  payload.erase("locale");
  return json::serialize(payload);
}

}  // namespace daemun::connectors
