// Postmark: POST /email/withTemplate. The texts are kept there.
#include "connectors/provider.h"
#include "connectors/providers.h"

namespace daemun::connectors {
namespace {

Result<Delivery, ConnectorError> make(const Order& order) {
  const auto* entry = find_template(order.config, order.message.type);
  if (entry == nullptr) return template_not_found(order.message.type);
  return Delivery(json_request(
      "https://api.postmarkapp.com/email/withTemplate",
      {
          {"From", order.config.at("fromEmail")},
          {"TemplateAlias", entry->at("templateAlias")},
          {"To", order.message.to},
          {"TemplateModel", order.message.payload},
      },
      {{"Accept", "application/json"},
       {"X-Postmark-Server-Token", text_of(order.config, "serverToken")}}
  ));
}

// A refusal is {"ErrorCode": 300, "Message": "..."}.
std::optional<ConnectorError> read(const net::Response& response) {
  const auto body = parse_json_object(response.body);
  const auto error_code = body ? find_integer(*body, "ErrorCode") : std::nullopt;
  if (is_success(response) && error_code.value_or(0) == 0) return std::nullopt;
  const auto message = body ? find_string(*body, "Message") : std::nullopt;
  return make_error(
      ConnectorErrorCode::general, message ? std::string(*message) : excerpt_of(response)
  );
}

}  // namespace

const Provider postmark = {"postmark-mail", make, read};

}  // namespace daemun::connectors
