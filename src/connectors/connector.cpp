#include "connectors/connector.h"

#include "base/text.h"
#include "connectors/config_check.h"
#include "connectors/mailbox.h"
#include "connectors/provider.h"
#include "connectors/render.h"
#include "connectors/social/service.h"
#include "domain/phone_number.h"

namespace daemun::connectors {
namespace {

// The recipient as providers take it; nothing when it is none of the connector's.
std::optional<std::string> parse_recipient(ConnectorType type, std::string_view to) {
  return type == ConnectorType::email ? parse_address(to) : parse_phone_number(to);
}

// The status, and the error if it is one of RFC 6749 5.2: the address is what an administrator has
// typed, so nothing else of the answer is shown.
ConnectorError token_refused(const net::Response& response) {
  static const std::vector<std::string> words{
      "invalid_request",
      "invalid_client",
      "invalid_grant",
      "unauthorized_client",
      "unsupported_grant_type",
      "invalid_scope"};
  std::string message = "HTTP status " + std::to_string(response.status);
  const auto body = parse_json_object(response.body);
  const auto word = body ? find_string(*body, "error") : std::nullopt;
  if (word && contains(words, *word)) message += ", " + std::string(*word);
  return make_error(ConnectorErrorCode::general, message);
}

}  // namespace

std::string_view to_string(ConnectorType type) {
  if (type == ConnectorType::social) return "Social";
  return type == ConnectorType::email ? "Email" : "Sms";
}

Result<json::object, ConnectorError> check_config(
    const ConnectorFactory& factory, const json::object& config
) {
  json::array issues;
  auto checked = check_fields(factory.fields, config, issues);
  const auto check = factory.social != nullptr ? factory.social->check : factory.provider.check;
  if (issues.empty() && check != nullptr) issues = check(checked);
  if (!issues.empty()) return invalid_config(std::move(issues));
  return checked;
}

Result<Delivery, ConnectorError> make_delivery(
    const ConnectorFactory& factory,
    const json::object& config,
    const Message& message,
    const Attempt& attempt
) {
  if (factory.provider.make == nullptr)
    return make_error(ConnectorErrorCode::unexpected_type, "The connector sends no messages.");
  auto checked = check_config(factory, config);
  if (!checked) return std::move(checked).error();
  auto to = parse_recipient(factory.type, message.to);
  if (!to) {
    return make_error(
        ConnectorErrorCode::invalid_request_parameters, "The recipient cannot get such a message."
    );
  }
  Message addressed = message;
  addressed.to = *std::move(to);
  try {
    return factory.provider.make({*checked, addressed, attempt});
  } catch (const TooLarge&) {
    return make_error(ConnectorErrorCode::general, "The message is too large.");
  }
}

std::optional<ConnectorError> read_response(
    const ConnectorFactory& factory, const net::Response& response
) {
  return factory.provider.read(response);
}

Result<Secret, ConnectorError> read_access_token(const net::Response& response) {
  const auto body = parse_json_object(response.body);
  const auto token = body ? find_string(*body, "access_token") : std::nullopt;
  if (!is_success(response) || !token || token->empty()) return token_refused(response);
  return Secret(std::string(*token));
}

ConnectorError to_connector_error(const net::HttpError& error) {
  auto described = make_error(ConnectorErrorCode::general, error.description);
  described.cause = net::to_string(error.code);
  return described;
}

ConnectorError to_connector_error(const net::MailError& error) {
  return make_error(ConnectorErrorCode::general, error.description);
}

}  // namespace daemun::connectors
