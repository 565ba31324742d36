// SMS Aero: POST /v2/sms/send. Each use has a text of its own.
#include "connectors/message_text.h"
#include "connectors/providers.h"

namespace daemun::connectors {
namespace {

Result<Delivery, ConnectorError> make(const Order& order) {
  const auto text = make_sms_text(order, Fallback::none);
  if (!text) return text.error();
  return Delivery(json_request(
      "https://gate.smsaero.ru/v2/sms/send",
      {{"number", order.message.to}, {"sign", order.config.at("senderName")}, {"text", *text}},
      {basic_authorization(text_of(order.config, "email"), text_of(order.config, "apiKey"))}
  ));
}

// A 200 can hold {"success": false, ...}.
std::optional<ConnectorError> read(const net::Response& response) {
  const auto body = parse_json_object(response.body);
  if (body && !find_bool(*body, "success").value_or(true))
    return make_error(ConnectorErrorCode::general, excerpt_of(response));
  return read_status(response);
}

}  // namespace

const Provider smsaero = {"smsaero-short-message-service", make, read};

}  // namespace daemun::connectors
