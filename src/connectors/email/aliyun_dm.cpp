// Alibaba Cloud Direct Mail: SingleSendMail.
#include "connectors/aliyun.h"
#include "connectors/mailbox.h"
#include "connectors/message_text.h"
#include "connectors/providers.h"

namespace daemun::connectors {
namespace {

Result<Delivery, ConnectorError> make(const Order& order) {
  const auto text = make_mail_text(order);
  if (!text) return text.error();
  const auto region = text_of(order.config, "regionId");
  const auto host = region == "cn-hangzhou" ? "dm.aliyuncs.com" : "dm." + region + ".aliyuncs.com";
  const net::Mailbox own{text_of(order.config, "fromAlias"), text_of(order.config, "accountName")};
  const auto sender = parse_mailbox(text->send_from, own).value_or(own);
  Form form;
  form.add("Action", "SingleSendMail");
  form.add("Version", "2015-11-23");
  form.add("AccountName", text_of(order.config, "accountName"));
  form.add("ReplyToAddress", "false");
  form.add("AddressType", "1");
  form.add("ToAddress", order.message.to);
  if (!sender.name.empty()) form.add("FromAlias", sender.name);
  form.add("Subject", text->subject);
  if (text->html.empty()) {
    form.add("TextBody", text->text);
  } else {
    form.add("HtmlBody", text->html);
  }
  form.add("RegionId", region);
  return Delivery(make_aliyun_request("https://" + host + "/", std::move(form), order));
}

std::optional<ConnectorError> read(const net::Response& response) {
  if (auto refusal = read_aliyun_status(response)) return refusal;
  const auto body = parse_json_object(response.body);
  if (body && find_string(*body, "EnvId") && find_string(*body, "RequestId")) return std::nullopt;
  return make_error(ConnectorErrorCode::invalid_response, excerpt_of(response));
}

}  // namespace

const Provider aliyun_dm = {"aliyun-direct-mail", make, read};

}  // namespace daemun::connectors
