// MailJunky: POST /api/v1/emails/send.
#include "connectors/html_text.h"
#include "connectors/mailbox.h"
#include "connectors/message_text.h"
#include "connectors/providers.h"

#include <algorithm>

namespace daemun::connectors {
namespace {

Result<Delivery, ConnectorError> make(const Order& order) {
  auto text = make_mail_text(order);
  if (!text) return std::move(text).error();
  const net::Mailbox own{text_of(order.config, "fromName"), text_of(order.config, "fromEmail")};
  json::object body = {
      {"from", to_string(parse_mailbox(text->send_from, own).value_or(own))},
      {"to", order.message.to},
      {"subject", text->subject},
  };
  if (!text->html.empty()) {
    body["html"] = text->html;
    if (text->text.empty()) text->text = html_to_text(text->html);
    std::erase_if(text->text, [](char c) { return c == '<' || c == '>'; });
  }
  body["text"] = text->text;
  return Delivery(json_request(
      "https://mailjunky.ai/api/v1/emails/send",
      body,
      {bearer_authorization(text_of(order.config, "apiKey"))}
  ));
}

// What the service says may repeat the message, so only its status is shown.
std::optional<ConnectorError> read(const net::Response& response) {
  if (is_success(response)) return std::nullopt;
  return make_error(
      ConnectorErrorCode::general,
      "MailJunky answered with status " + std::to_string(response.status) + "."
  );
}

}  // namespace

const Provider mailjunky = {"mailjunky-email-service", make, read};

}  // namespace daemun::connectors
