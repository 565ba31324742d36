// Any mail server, by SMTP.
#include "base/header_text.h"
#include "base/text.h"
#include "connectors/config_check.h"
#include "connectors/email/smtp_auth.h"
#include "connectors/html_text.h"
#include "connectors/mailbox.h"
#include "connectors/message_text.h"
#include "connectors/providers.h"

#include <algorithm>

namespace daemun::connectors {
namespace {

constexpr std::int64_t tls_port = 465;
// However long the configuration would wait: one dead server must not hold up the others' mail.
constexpr Milliseconds max_connect_timeout{20'000};
constexpr Milliseconds max_timeout{60'000};

bool is_on(const json::object& config, std::string_view key) {
  return find_bool(config, key).value_or(false);
}

// Zero would be no limit at all.
Milliseconds time_limit(const json::object& config, std::string_view key, Milliseconds most) {
  constexpr double least = 1000;
  const auto wanted = config.at(key).to_number<double>();
  const auto limit = std::clamp(wanted, least, static_cast<double>(most.count()));
  return Milliseconds(static_cast<std::int64_t>(limit));
}

net::MailSecurity security_of(const json::object& config) {
  if (is_on(config, "secure") || find_integer(config, "port") == tls_port)
    return net::MailSecurity::tls;
  if (is_on(config, "requireTLS")) return net::MailSecurity::starttls;
  if (is_on(config, "ignoreTLS")) return net::MailSecurity::none;
  return net::MailSecurity::starttls_if_offered;
}

net::MailServer make_server(const json::object& config) {
  const auto& tls = config.at("tls").as_object();
  auto name = text_of(config, "servername");
  if (name.empty()) name = text_of(tls, "servername");
  net::MailServer server;
  server.host = text_of(config, "host");
  server.port = static_cast<std::uint16_t>(*find_integer(config, "port"));
  server.security = security_of(config);
  server.certificate = find_bool(tls, "rejectUnauthorized").value_or(true)
                           ? net::MailCertificate::verified
                           : net::MailCertificate::any;
  server.certificate_name = std::move(name);
  server.client_name = text_of(config, "name");
  server.local_address = text_of(config, "localAddress");
  server.connect_timeout = time_limit(config, "connectionTimeout", max_connect_timeout);
  server.timeout = time_limit(config, "socketTimeout", max_timeout);
  return server;
}

void add_headers(net::Mail& mail, const json::object& headers) {
  for (const auto& [name, value] : headers) {
    if (const auto* line = value.if_string()) {
      mail.headers.push_back({std::string(name), std::string(*line)});
      continue;
    }
    for (const auto& line : value.as_array())
      mail.headers.push_back({std::string(name), std::string(line.as_string())});
  }
}

std::string make_message_id(const Message& message, const std::string& sender) {
  const auto domain =
      message.id_domain.empty() ? sender.substr(sender.find('@') + 1) : message.id_domain;
  return "<" + message.id + "@" + domain + ">";
}

Result<Delivery, ConnectorError> make(const Order& order) {
  const auto& config = order.config;
  auto text = make_mail_text(order);
  if (!text) return std::move(text).error();
  const auto own = parse_mailbox(text_of(config, "fromEmail"), {}).value();
  MailDelivery delivery;
  auto& mail = delivery.mail;
  mail.server = make_server(config);
  mail.from = parse_mailbox(text->send_from, own).value_or(own);
  mail.to = order.message.to;
  mail.reply_to = text->reply_to.empty() ? text_of(config, "replyTo") : text->reply_to;
  mail.subject = text->subject;
  mail.html = std::move(text->html);
  mail.text = text->text.empty() ? html_to_text(mail.html) : std::move(text->text);
  mail.message_id = make_message_id(order.message, mail.from.address);
  mail.date = order.attempt.now;
  add_headers(mail, config.at("customHeaders").as_object());
  if (const auto* auth = find_object(config, "auth"))
    add_smtp_auth(delivery, *auth, order.attempt.now);
  return Delivery(std::move(delivery));
}

// The answers come from the mail server, not by HTTP.
std::optional<ConnectorError> read(const net::Response&) {
  return std::nullopt;
}

bool is_host(std::string_view text) {
  return !text.empty() && std::all_of(text.begin(), text.end(), [](char c) {
    return is_token(std::string_view(&c, 1)) || c == ':' || c == '[' || c == ']';
  });
}

// Headers that the mail has already, or that would say something else than its envelope.
bool is_reserved(std::string_view name) {
  static const std::vector<std::string> reserved = {
      "bcc",
      "cc",
      "date",
      "from",
      "message-id",
      "mime-version",
      "reply-to",
      "sender",
      "subject",
      "to"};
  const auto lower = to_lower_ascii(name);
  return contains(reserved, lower) || lower.starts_with("content-") || lower.starts_with("resent-");
}

json::array check(const json::object& config) {
  json::array issues;
  if (const auto* auth = find_object(config, "auth")) issues = check_smtp_auth(*auth);
  const auto port = find_integer(config, "port");
  if (!port || *port < 1 || *port > 65535)
    issues.push_back(make_issue({"port"}, "Must be a port number"));
  if (!is_host(text_of(config, "host"))) issues.push_back(make_issue({"host"}, "Invalid host"));
  for (const auto* key : {"name", "servername", "localAddress"}) {
    const auto text = text_of(config, key);
    if (!text.empty() && !is_host(text)) issues.push_back(make_issue({key}, "Invalid host"));
  }
  for (const auto& header : config.at("customHeaders").as_object()) {
    if (is_reserved(header.key()))
      issues.push_back(make_issue({"customHeaders", header.key()}, "Not allowed"));
  }
  return issues;
}

}  // namespace

const Provider smtp = {"simple-mail-transfer-protocol", make, read, check};

}  // namespace daemun::connectors
