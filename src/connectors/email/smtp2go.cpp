// SMTP2GO: POST /v3/email/send.
#include "connectors/mailbox.h"
#include "connectors/message_text.h"
#include "connectors/providers.h"

namespace daemun::connectors {
namespace {

Result<Delivery, ConnectorError> make(const Order& order) {
  const auto text = make_mail_text(order);
  if (!text) return text.error();
  const net::Mailbox own{text_of(order.config, "senderName"), text_of(order.config, "sender")};
  json::object body = {
      {"api_key", order.config.at("apiKey")},
      {"to", json::array{json::string(order.message.to)}},
      {"sender", to_string(parse_mailbox(text->send_from, own).value_or(own))},
      {"subject", text->subject},
  };
  if (!text->html.empty()) body["html_body"] = text->html;
  if (!text->text.empty()) body["text_body"] = text->text;
  if (!text->reply_to.empty()) {
    json::object header = {{"header", "Reply-To"}, {"value", text->reply_to}};
    body["custom_headers"] = json::array{json::value(std::move(header))};
  }
  return Delivery(json_request("https://api.smtp2go.com/v3/email/send", body));
}

// A 200 can hold {"data": {"failed": 1, ...}}.
std::optional<ConnectorError> read(const net::Response& response) {
  const auto body = parse_json_object(response.body);
  const auto* data = body ? find_object(*body, "data") : nullptr;
  const auto failed = data != nullptr ? find_integer(*data, "failed") : std::nullopt;
  if (is_success(response) && failed.value_or(0) == 0) return std::nullopt;
  return ConnectorError{
      ConnectorErrorCode::general,
      {{"statusCode", response.status}, {"body", excerpt_of(response)}}};
}

}  // namespace

const Provider smtp2go = {"smtp2go-email-service", make, read};

}  // namespace daemun::connectors
