// YunPian: POST /v2/sms/single_send.json.
#include "connectors/message_text.h"
#include "connectors/providers.h"

namespace daemun::connectors {
namespace {

bool is_mainland_number(std::string_view number) {
  return number.size() == 13 && number.starts_with("861") && number[3] >= '3';
}

Result<Delivery, ConnectorError> make(const Order& order) {
  const auto& number = order.message.to;
  const bool is_mainland = is_mainland_number(number);
  if (!is_mainland && !find_bool(order.config, "enableInternational").value_or(false)) {
    return make_error(
        ConnectorErrorCode::general, text_of(order.config, "unsupportedCountriesMsg")
    );
  }
  const auto text = make_sms_text(order);
  if (!text) return text.error();
  Form form;
  form.add("apikey", text_of(order.config, "apikey"));
  form.add("mobile", is_mainland ? number.substr(2) : "+" + number);
  form.add("text", *text);
  return Delivery(form_request("https://sms.yunpian.com/v2/sms/single_send.json", form));
}

// A refusal is {"code": 2, "msg": "...", ...} with status 400.
std::optional<ConnectorError> read(const net::Response& response) {
  const auto body = parse_json_object(response.body);
  const auto code = body ? find_integer(*body, "code") : std::nullopt;
  if (is_success(response) && code.value_or(0) == 0) return std::nullopt;
  const auto message = body ? find_string(*body, "msg") : std::nullopt;
  return make_error(
      ConnectorErrorCode::general, message ? std::string(*message) : excerpt_of(response)
  );
}

}  // namespace

const Provider yunpian = {"yunpian-sms", make, read};

}  // namespace daemun::connectors
