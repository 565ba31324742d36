// GatewayAPI: POST of its REST API.
#include "base/ascii_uri.h"
#include "connectors/message_text.h"
#include "connectors/providers.h"

namespace daemun::connectors {
namespace {

Result<Delivery, ConnectorError> make(const Order& order) {
  const auto text = make_sms_text(order);
  if (!text) return text.error();
  json::object recipient = {{"msisdn", order.message.to}};
  json::object body = {
      {"sender", order.config.at("sender")},
      {"message", *text},
      {"recipients", json::array{json::value(std::move(recipient))}},
  };
  // Without it, letters that are not in the GSM alphabet are lost.
  if (!is_ascii(*text)) body["encoding"] = "UCS2";
  return Delivery(json_request(
      text_of(order.config, "endpoint"),
      body,
      {basic_authorization(text_of(order.config, "apiToken"), "")}
  ));
}

}  // namespace

const Provider gatewayapi = {"gatewayapi-sms", make, read_status_only};

}  // namespace daemun::connectors
