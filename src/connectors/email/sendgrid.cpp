// SendGrid: POST /v3/mail/send.
#include "connectors/mailbox.h"
#include "connectors/message_text.h"
#include "connectors/providers.h"

namespace daemun::connectors {
namespace {

Result<Delivery, ConnectorError> make(const Order& order) {
  const auto text = make_mail_text(order);
  if (!text) return text.error();
  // A template may name the sender, but the address is the one that SendGrid has verified.
  const net::Mailbox own{text_of(order.config, "fromName"), text_of(order.config, "fromEmail")};
  const auto sender = parse_mailbox(text->send_from, own).value_or(own);
  json::object from = {{"email", own.address}};
  if (!sender.name.empty()) from["name"] = sender.name;
  json::array content;  // SendGrid wants the plain text first
  if (!text->text.empty()) content.push_back({{"type", "text/plain"}, {"value", text->text}});
  if (!text->html.empty()) content.push_back({{"type", "text/html"}, {"value", text->html}});
  json::object to = {{"email", order.message.to}};
  json::object personalization;
  personalization["to"] = json::array{json::value(std::move(to))};
  json::object body;
  body["personalizations"] = json::array{json::value(std::move(personalization))};
  body["from"] = std::move(from);
  if (!text->reply_to.empty()) body["reply_to"] = json::object{{"email", text->reply_to}};
  body["subject"] = text->subject;
  body["content"] = std::move(content);
  return Delivery(json_request(
      "https://api.sendgrid.com/v3/mail/send",
      body,
      {bearer_authorization(text_of(order.config, "apiKey"))}
  ));
}

}  // namespace

const Provider sendgrid = {"sendgrid-email-service", make, read_status};

}  // namespace daemun::connectors
