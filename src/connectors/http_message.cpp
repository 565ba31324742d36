// An administrator's own service, which gets the message as JSON and writes the texts itself: for
// e-mail and SMS alike.
#include "connectors/provider.h"
#include "connectors/providers.h"

namespace daemun::connectors {
namespace {

Result<Delivery, ConnectorError> make(const Order& order) {
  json::object body = {
      {"to", order.message.to},
      {"type", to_string(order.message.type)},
      {"payload", order.message.payload},
  };
  if (!order.message.ip.empty()) body["ip"] = order.message.ip;
  std::vector<net::Header> headers;
  if (auto authorization = text_of(order.config, "authorization"); !authorization.empty())
    headers.push_back({"Authorization", std::move(authorization)});
  return Delivery(json_request(text_of(order.config, "endpoint"), body, std::move(headers)));
}

}  // namespace

const Provider http_email = {"http-email", make, read_status_only};
const Provider http_sms = {"http-sms", make, read_status_only};

}  // namespace daemun::connectors
