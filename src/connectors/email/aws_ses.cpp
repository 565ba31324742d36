// Amazon SES: SendEmail of its API v2.
#include "base/ascii_uri.h"
#include "connectors/mailbox.h"
#include "connectors/message_text.h"
#include "connectors/providers.h"
#include "connectors/signatures/aws_v4.h"
#include "net/mail_header.h"

#include <string>

namespace daemun::connectors {
namespace {

json::object to_content(std::string_view text) {
  return {{"Data", text}, {"Charset", "UTF-8"}};
}

// Copies a member of the configuration that is there.
void copy(
    json::object& body, std::string_view name, const json::object& config, std::string_view key
) {
  if (const auto text = text_of(config, key); !text.empty()) body[name] = text;
}

// SES wants a name beyond ASCII as it stands in a mail's head, on one line.
std::string to_sender(const std::string& text) {
  if (is_ascii(text)) return text;
  std::string encoded = net::to_header_text(parse_mailbox(text, {}).value());
  std::erase_if(encoded, [](char c) { return c == '\r' || c == '\n'; });
  return encoded;
}

json::object make_body(const Order& order, const MailText& text) {
  json::object body;
  if (const auto sender = text_of(order.config, "emailAddress"); !sender.empty())
    body["FromEmailAddress"] = to_sender(sender);
  copy(body, "FromEmailAddressIdentityArn", order.config, "emailAddressIdentityArn");
  body["Destination"] = {{"ToAddresses", json::array{json::string(order.message.to)}}};
  if (!text.reply_to.empty()) body["ReplyToAddresses"] = json::array{json::string(text.reply_to)};
  copy(body, "FeedbackForwardingEmailAddress", order.config, "feedbackForwardingEmailAddress");
  copy(
      body,
      "FeedbackForwardingEmailAddressIdentityArn",
      order.config,
      "feedbackForwardingEmailAddressIdentityArn"
  );
  copy(body, "ConfigurationSetName", order.config, "configurationSetName");
  json::object parts;
  if (!text.html.empty()) parts["Html"] = to_content(text.html);
  if (!text.text.empty()) parts["Text"] = to_content(text.text);
  json::object simple = {{"Subject", to_content(text.subject)}};
  simple["Body"] = std::move(parts);
  json::object content;
  content["Simple"] = std::move(simple);
  body["Content"] = std::move(content);
  return body;
}

Result<Delivery, ConnectorError> make(const Order& order) {
  const auto text = make_mail_text(order);
  if (!text) return text.error();
  const auto region = text_of(order.config, "region");
  auto request = json_request(
      "https://email." + region + ".amazonaws.com/v2/email/outbound-emails", make_body(order, *text)
  );
  const AwsKey key{
      text_of(order.config, "accessKeyId"),
      text_of(order.config, "accessKeySecret"),
      region,
      "ses"};
  sign_aws_v4(request, key, order.attempt.now);
  return Delivery(std::move(request));
}

// A refusal is {"message": "..."}, in some services with a capital M.
std::optional<ConnectorError> read(const net::Response& response) {
  if (response.status == 200) return std::nullopt;
  const auto body = parse_json_object(response.body);
  auto message = body ? find_string(*body, "message") : std::nullopt;
  if (body && !message) message = find_string(*body, "Message");
  return make_error(
      ConnectorErrorCode::invalid_response, message ? std::string(*message) : excerpt_of(response)
  );
}

}  // namespace

const Provider aws_ses = {"aws-ses-mail", make, read};

}  // namespace daemun::connectors
