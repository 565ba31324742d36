// Alibaba Cloud Phone Number Verification: SendSmsVerifyCode, to numbers of mainland China only.
#include "connectors/aliyun.h"
#include "connectors/providers.h"

namespace daemun::connectors {
namespace {

Result<Delivery, ConnectorError> make(const Order& order) {
  const auto& number = order.message.to;
  if (!number.starts_with("86")) {
    return make_error(
        ConnectorErrorCode::invalid_request_parameters, "Only numbers of mainland China are served."
    );
  }
  const auto* entry = find_template(order.config, order.message.type);
  if (entry == nullptr) return template_not_found(order.message.type);
  auto variables = order.message.payload;
  variables["min"] = "10";
  Form form;
  form.add("Action", "SendSmsVerifyCode");
  form.add("Version", "2017-05-25");
  form.add("RegionId", "cn-hangzhou");
  form.add("CountryCode", "86");
  form.add("PhoneNumber", number.substr(2));
  form.add("SignName", text_of(order.config, "signName"));
  form.add("TemplateCode", text_of(*entry, "templateCode"));
  form.add("TemplateParam", to_template_parameters(std::move(variables)));
  return Delivery(make_aliyun_request("https://dypnsapi.aliyuncs.com/", std::move(form), order));
}

std::optional<ConnectorError> read(const net::Response& response) {
  return read_aliyun_code(
      response,
      {
          {"BUSINESS_LIMIT_CONTROL", ConnectorErrorCode::rate_limit_exceeded},
          {"FREQUENCY_FAIL", ConnectorErrorCode::rate_limit_exceeded},
          {"MOBILE_NUMBER_ILLEGAL", ConnectorErrorCode::invalid_request_parameters},
      }
  );
}

}  // namespace

const Provider aliyun_mas = {"aliyun-short-message-auth-service", make, read};

}  // namespace daemun::connectors
