// Alibaba Cloud SMS: SendSms. The texts are kept there.
#include "connectors/aliyun.h"
#include "connectors/providers.h"

#include <algorithm>

namespace daemun::connectors {
namespace {

bool is_mainland_number(std::string_view number, bool is_strict) {
  const bool has_prefix = number.starts_with("86");
  if (has_prefix) number.remove_prefix(2);
  return (has_prefix || !is_strict) && number.size() == 11 && number.front() == '1';
}

std::string template_code_of(const json::object& entry, const Order& order) {
  const auto* codes = find_object(entry, "templateCode");
  if (codes == nullptr) return text_of(entry, "templateCode");
  const bool is_strict = find_bool(order.config, "strictPhoneRegionNumberCheck").value_or(false);
  return text_of(*codes, is_mainland_number(order.message.to, is_strict) ? "china" : "overseas");
}

Result<Delivery, ConnectorError> make(const Order& order) {
  const auto* entry = find_template(order.config, order.message.type);
  if (entry == nullptr) return template_not_found(order.message.type);
  Form form;
  form.add("Action", "SendSms");
  form.add("Version", "2017-05-25");
  form.add("RegionId", "cn-hangzhou");
  form.add("PhoneNumbers", order.message.to);
  form.add("SignName", text_of(order.config, "signName"));
  form.add("TemplateCode", template_code_of(*entry, order));
  form.add("TemplateParam", to_template_parameters(order.message.payload));
  return Delivery(make_aliyun_request("https://dysmsapi.aliyuncs.com/", std::move(form), order));
}

std::optional<ConnectorError> read(const net::Response& response) {
  return read_aliyun_code(
      response, {{"isv.BUSINESS_LIMIT_CONTROL", ConnectorErrorCode::rate_limit_exceeded}}
  );
}

}  // namespace

const Provider aliyun_sms = {"aliyun-short-message-service", make, read};

}  // namespace daemun::connectors
