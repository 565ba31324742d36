// Mailgun: POST /v3/<domain>/messages. Texts are those of `deliveries`, or templates kept there.
#include "base/encoding.h"
#include "base/uri.h"
#include "connectors/config_check.h"
#include "connectors/mailbox.h"
#include "connectors/message_text.h"
#include "connectors/providers.h"
#include "connectors/render.h"

namespace daemun::connectors {
namespace {

const json::object* find_delivery(const json::object& config, TemplateType type) {
  const auto& deliveries = config.at("deliveries").as_object();
  const auto* own = find_object(deliveries, to_string(type));
  return own != nullptr ? own : find_object(deliveries, to_string(TemplateType::generic));
}

// {variables..., payload...}
std::string to_variables(const json::object& delivery, const json::object& payload) {
  json::object variables;
  if (const auto* own = find_object(delivery, "variables")) variables = *own;
  for (const auto& [name, value] : payload)
    variables[name] = value;
  return json::serialize(variables);
}

void add(Form& form, std::string name, std::string value) {
  if (!value.empty()) form.add(std::move(name), std::move(value));
}

void add_delivery(Form& form, const json::object& delivery, const json::object& payload) {
  add(form, "subject", render(text_of(delivery, "subject"), payload, Place::header));
  if (const auto reply_to = text_of(delivery, "replyTo"); !reply_to.empty())
    form.add("h:Reply-To", to_string(parse_mailbox(reply_to, {}).value()));
  if (delivery.contains("template")) {
    form.add("template", text_of(delivery, "template"));
    form.add("h:X-Mailgun-Variables", to_variables(delivery, payload));
    return;
  }
  form.add("html", render(text_of(delivery, "html"), payload, Place::html));
  add(form, "text", render(text_of(delivery, "text"), payload, Place::text));
}

void add_text(Form& form, const MailText& text) {
  form.add("subject", text.subject);
  add(form, "h:Reply-To", text.reply_to);
  add(form, "html", text.html);
  add(form, "text", text.text);
}

Result<Delivery, ConnectorError> make(const Order& order) {
  const auto& [config, message, attempt] = order;
  Form form;
  const auto from = parse_mailbox(text_of(config, "from"), {}).value();
  if (message.stored) {
    const auto text = make_mail_text(order).value();
    form.add("from", to_string(parse_mailbox(text.send_from, from).value_or(from)));
    form.add("to", message.to);
    add_text(form, text);
  } else {
    const auto* delivery = find_delivery(config, message.type);
    if (delivery == nullptr) return template_not_found(message.type);
    form.add("from", to_string(from));
    form.add("to", message.to);
    add_delivery(form, *delivery, message.payload);
  }
  const auto endpoint = find_string(config, "endpoint").value_or("https://api.mailgun.net");
  return Delivery(form_request(
      std::string(endpoint) + "/v3/" + to_percent_encoded(text_of(config, "domain")) + "/messages",
      form,
      {basic_authorization("api", text_of(config, "apiKey"))}
  ));
}

std::optional<ConnectorError> read(const net::Response& response) {
  if (is_success(response)) return std::nullopt;
  return ConnectorError{
      ConnectorErrorCode::general,
      {{"statusCode", response.status}, {"body", excerpt_of(response)}}};
}

bool is_text(const json::object& delivery, std::string_view name) {
  const auto* value = delivery.if_contains(name);
  return value == nullptr || value->is_string();
}

bool is_endpoint(std::string_view text) {
  const auto uri = parse_uri(text);
  // The path is appended to what is typed.
  return text.ends_with(".mailgun.net") && uri && uri->host.ends_with(".mailgun.net");
}

bool is_mailbox(std::string_view text) {
  const auto mailbox = parse_mailbox(text, {});
  return mailbox && !mailbox->address.empty();
}

json::array check(const json::object& config) {
  json::array issues;
  if (const auto endpoint = find_string(config, "endpoint"); endpoint && !is_endpoint(*endpoint))
    issues.push_back(make_issue({"endpoint"}, "Must be a host of .mailgun.net"));
  for (const auto& [type, value] : config.at("deliveries").as_object()) {
    const auto* delivery = value.if_object();
    const bool has_content = delivery != nullptr &&
                             (find_string(*delivery, "html") || find_string(*delivery, "template"));
    const bool is_good = has_content && is_text(*delivery, "html") && is_text(*delivery, "text") &&
                         is_text(*delivery, "subject") && is_text(*delivery, "template");
    if (!is_good) {
      issues.push_back(make_issue({"deliveries", type}, "Needs html or template"));
      continue;
    }
    const auto reply_to = text_of(*delivery, "replyTo");
    if (!reply_to.empty() && !is_mailbox(reply_to))
      issues.push_back(make_issue({"deliveries", type, "replyTo"}, "Invalid email address"));
  }
  return issues;
}

}  // namespace

const Provider mailgun = {"mailgun-email", make, read, check};

}  // namespace daemun::connectors
