// Connectors for tests: the last message becomes a line of JSON in a file of the folder that a
// setting names.
#include "connectors/message_text.h"
#include "connectors/providers.h"

namespace daemun::connectors {
namespace {

// The members that Logto's mocks write, in their order.
json::object begin_record(std::string_view recipient, const Message& message) {
  json::object record{{recipient, message.to}};
  if (const auto* code = message.payload.if_contains("code")) record["code"] = *code;
  record["type"] = to_string(message.type);
  record["payload"] = message.payload;
  return record;
}

void add_template(json::object& record, const Order& order) {
  const auto& stored = order.message.stored;
  if (stored) {
    record["template"] = json::object{{"subject", stored->subject}, {"content", stored->content}};
  } else if (const auto* entry = find_template(order.config, order.message.type)) {
    record["template"] = *entry;
  }
}

Result<Delivery, ConnectorError> make_email(const Order& order) {
  const auto mail = make_mail_text(order);
  if (!mail) return mail.error();
  auto record = begin_record("address", order.message);
  add_template(record, order);
  record["subject"] = mail->subject;
  record["content"] = mail->html.empty() ? mail->text : mail->html;
  return Delivery(Record{"mock_email_record.txt", json::serialize(record)});
}

Result<Delivery, ConnectorError> make_sms(const Order& order) {
  const auto text = make_sms_text(order);
  if (!text) return text.error();
  auto record = begin_record("phone", order.message);
  add_template(record, order);
  record["content"] = *text;
  return Delivery(Record{"mock_sms_record.txt", json::serialize(record)});
}

}  // namespace

const Provider mock_email = {"mock-email-service", make_email, read_status};
const Provider mock_email_alternative = {"mock-email-service-alternative", make_email, read_status};
const Provider mock_sms = {"mock-short-message-service", make_sms, read_status};

}  // namespace daemun::connectors
