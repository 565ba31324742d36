// WhatsApp through Meta's Cloud API: an authentication template with a button that copies the code.
#include "base/encoding.h"
#include "connectors/provider.h"
#include "connectors/providers.h"

namespace daemun::connectors {
namespace {

json::array to_parameters(std::string_view code) {
  json::object parameter = {{"type", "text"}, {"text", code}};
  return json::array{json::value(std::move(parameter))};
}

json::object make_template(const json::object& entry, std::string_view code) {
  json::object body = {{"type", "body"}};
  body["parameters"] = to_parameters(code);
  json::object button = {{"type", "button"}, {"sub_type", "url"}, {"index", "0"}};
  button["parameters"] = to_parameters(code);
  json::object made = {{"name", entry.at("templateName")}};
  made["language"] = json::object{{"code", entry.at("language")}};
  made["components"] = json::array{json::value(std::move(body)), json::value(std::move(button))};
  return made;
}

Result<Delivery, ConnectorError> make(const Order& order) {
  const auto* entry = find_template(order.config, order.message.type);
  if (entry == nullptr) return template_not_found(order.message.type);
  const auto code = find_string(order.message.payload, "code");
  if (!code) return make_error(ConnectorErrorCode::general, "The message has no code.");
  json::object body = {
      {"messaging_product", "whatsapp"}, {"to", order.message.to}, {"type", "template"}};
  body["template"] = make_template(*entry, *code);
  return Delivery(json_request(
      "https://graph.facebook.com/v19.0/" +
          to_percent_encoded(text_of(order.config, "phoneNumberId")) + "/messages",
      body,
      {bearer_authorization(text_of(order.config, "accessToken"))}
  ));
}

// A refusal is {"error": {"message": "...", ...}}.
std::optional<ConnectorError> read(const net::Response& response) {
  if (is_success(response)) return std::nullopt;
  const auto body = parse_json_object(response.body);
  const auto* error = body ? find_object(*body, "error") : nullptr;
  const auto message = error != nullptr ? find_string(*error, "message") : std::nullopt;
  return make_error(
      ConnectorErrorCode::general, message ? std::string(*message) : excerpt_of(response)
  );
}

}  // namespace

const Provider whatsapp = {"whatsapp-short-message-service", make, read};

}  // namespace daemun::connectors
