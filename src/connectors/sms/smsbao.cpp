// SMSBao: GET /sms, whose answer is a number.
#include "base/text.h"
#include "connectors/message_text.h"
#include "connectors/providers.h"

namespace daemun::connectors {
namespace {

Result<Delivery, ConnectorError> make(const Order& order) {
  const auto text = make_sms_text(order);
  if (!text) return text.error();
  Form query;
  query.add("u", text_of(order.config, "username"));
  query.add("p", text_of(order.config, "passwordOrApiKey"));
  if (const auto goods = text_of(order.config, "goodsId"); !goods.empty()) query.add("g", goods);
  query.add("m", order.message.to);
  query.add("c", *text);
  net::Request request;
  request.url = "https://api.smsbao.com/sms?" + to_form_text(query);
  request.timeout = std::chrono::seconds(5);
  request.max_response_bytes = 64 * 1024;
  return Delivery(std::move(request));
}

constexpr std::pair<std::string_view, std::string_view> refusals[] = {
    {"-1", "The request lacks parameters."},
    {"-2", "SMSBao's server does not support the request."},
    {"30", "The password is wrong."},
    {"40", "The account does not exist."},
    {"41", "The balance is not sufficient."},
    {"42", "The account has expired."},
    {"43", "The server's IP address is not allowed."},
    {"50", "The text has words that are not allowed."},
    {"51", "The phone number is not correct."},
};

std::optional<ConnectorError> read(const net::Response& response) {
  if (!is_success(response))
    return ConnectorError{ConnectorErrorCode::general, {{"body", excerpt_of(response)}}};
  const auto answer = trim(response.body);
  if (answer == "0") return std::nullopt;
  for (const auto& [code, message] : refusals) {
    if (answer == code) return make_error(ConnectorErrorCode::general, message);
  }
  return make_error(ConnectorErrorCode::general, excerpt_of(response));
}

}  // namespace

const Provider smsbao = {"smsbao-sms", make, read};

}  // namespace daemun::connectors
