#include "messages/mailbox_content.h"

#include "connectors/message_text.h"

#include <utility>

namespace daemun::messages {

Result<json::object, connectors::ConnectorError> make_mailbox_content(
    connectors::ConnectorType type,
    const connectors::Message& message,
    const connectors::Attempt& attempt
) {
  // A connector without templates uses the server's own texts.
  const json::object config;
  const connectors::Order order{config, message, attempt};
  json::object content{
      {"type", connectors::to_string(type)},
      {"to", message.to},
      {"usageType", to_string(message.type)}};
  if (type == connectors::ConnectorType::sms) {
    const auto text = connectors::make_sms_text(order);
    if (!text) return text.error();
    content["text"] = *text;
  } else {
    const auto mail = connectors::make_mail_text(order);
    if (!mail) return mail.error();
    content["subject"] = mail->subject;
    if (!mail->text.empty()) content["text"] = mail->text;
    if (!mail->html.empty()) content["html"] = mail->html;
  }
  content["payload"] = message.payload;
  return content;
}

}  // namespace daemun::messages
