#include "connectors/message_text.h"

#include "base/text.h"
#include "connectors/mailbox.h"
#include "connectors/render.h"
#include "connectors/texts.h"

#include <algorithm>

namespace daemun::connectors {
namespace {

// The smallest of the limits that providers publish (Yunpian's; Twilio takes 1600).
constexpr std::size_t max_sms_characters = 500;

// Only the template says what is an address: a value that looks like one stays a name.
std::string render_sender(std::string_view made, const json::object& payload) {
  const auto open = made.ends_with('>') ? made.rfind('<') : std::string_view::npos;
  if (open == std::string_view::npos && made.find('@') != std::string_view::npos)
    return render(made, payload, Place::header);
  std::string name = render(made.substr(0, open), payload, Place::header);
  std::erase_if(name, [](char c) { return c == '<' || c == '>' || c == '@'; });
  if (open == std::string_view::npos) return name;
  return name + " " + render(made.substr(open), payload, Place::header);
}

MailText fill(const MessageTemplate& made, const json::object& payload) {
  MailText text{.subject = render(made.subject, payload, Place::header)};
  if (made.content_type.value_or(ContentType::html) == ContentType::html) {
    text.html = render(made.content, payload, Place::html);
  } else {
    text.text = render(made.content, payload, Place::text);
  }
  // Without an answer address rather than without the mail: it may depend on who is signed in.
  text.reply_to = parse_address(render(made.reply_to, payload, Place::header)).value_or("");
  text.send_from = render_sender(made.send_from, payload);
  return text;
}

MailText fill_built_in(const Message& message) {
  const auto mail = built_in_mail(message.type, language_of(message.payload), message.payload);
  return {
      .subject = render(mail.subject, message.payload, Place::header),
      .text = render(mail.text, message.payload, Place::text),
      .html = render(mail.html, message.payload, Place::html),
      .reply_to = "",
      .send_from = "",
  };
}

// Browsers fill in the code when the last line names their page (WebOTP's "@host #code").
std::string one_time_code_line(const Message& message) {
  const auto code = find_string(message.payload, "code");
  return message.host.empty() || !code ? "" : "\n\n@" + message.host + " #" + std::string(*code);
}

}  // namespace

MessageTemplate read_message_template(const json::object& details) {
  auto type = find_string(details, "contentType");
  if (!type) type = find_string(details, "type");
  return {
      .subject = text_of(details, "subject"),
      .content = text_of(details, "content"),
      .content_type = parse_content_type(type.value_or("")),
      .reply_to = text_of(details, "replyTo"),
      .send_from = text_of(details, "sendFrom"),
  };
}

Result<MailText, ConnectorError> make_mail_text(const Order& order) {
  const auto& message = order.message;
  if (message.stored) return fill(*message.stored, message.payload);
  if (!order.config.contains("templates")) return fill_built_in(message);
  // The general text of a connector is one for codes.
  const auto fallback = is_notice(message.type) ? Fallback::none : Fallback::generic;
  const auto* entry = find_template(order.config, message.type, fallback);
  if (entry == nullptr && is_notice(message.type)) return fill_built_in(message);
  if (entry == nullptr) return template_not_found(message.type);
  auto made = read_message_template(*entry);
  // Only the tenant's templates say who sends.
  made.reply_to.clear();
  made.send_from.clear();
  return fill(made, message.payload);
}

Result<std::string, ConnectorError> make_sms_text(const Order& order, Fallback fallback) {
  const auto& message = order.message;
  std::string text;
  if (!order.config.contains("templates")) {
    text = render(
        built_in_sms(message.type, language_of(message.payload)), message.payload, Place::text
    );
    text += one_time_code_line(message);
  } else {
    const auto* entry = find_template(order.config, message.type, fallback);
    if (entry == nullptr) return template_not_found(message.type);
    text = render(text_of(*entry, "content"), message.payload, Place::text);
  }
  if (count_characters(text) > max_sms_characters)
    return make_error(ConnectorErrorCode::general, "The message is too long for an SMS.");
  return text;
}

}  // namespace daemun::connectors
