// Vonage: POST /sms/json.
#include "base/ascii_uri.h"
#include "connectors/message_text.h"
#include "connectors/providers.h"

namespace daemun::connectors {
namespace {

Result<Delivery, ConnectorError> make(const Order& order) {
  const auto text = make_sms_text(order);
  if (!text) return text.error();
  Form form;
  form.add("api_key", text_of(order.config, "apiKey"));
  form.add("api_secret", text_of(order.config, "apiSecret"));
  form.add("from", text_of(order.config, "brandName"));
  form.add("to", order.message.to);
  form.add("text", *text);
  // Without it, letters that are not in the GSM alphabet are lost.
  if (!is_ascii(*text)) form.add("type", "unicode");
  return Delivery(form_request("https://rest.nexmo.com/sms/json", form));
}

// {"messages": [{"status": "0", ...}, ...]}: one for each part of the text.
std::optional<ConnectorError> read(const net::Response& response) {
  const auto body = parse_json_object(response.body);
  const auto* messages = body ? find_array(*body, "messages") : nullptr;
  if (!is_success(response) || messages == nullptr || messages->empty())
    return make_error(ConnectorErrorCode::general, excerpt_of(response));
  for (const auto& value : *messages) {
    const auto* message = value.if_object();
    if (message == nullptr || text_of(*message, "status") != "0") {
      const auto reason = message == nullptr ? "" : text_of(*message, "error-text");
      return make_error(
          ConnectorErrorCode::general, reason.empty() ? excerpt_of(response) : reason
      );
    }
  }
  return std::nullopt;
}

}  // namespace

const Provider vonage = {"vonage-sms", make, read};

}  // namespace daemun::connectors
