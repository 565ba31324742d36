// Twilio: POST of a message of an account.
#include "base/encoding.h"
#include "connectors/message_text.h"
#include "connectors/providers.h"

namespace daemun::connectors {
namespace {

Result<Delivery, ConnectorError> make(const Order& order) {
  const auto text = make_sms_text(order);
  if (!text) return text.error();
  const auto account = text_of(order.config, "accountSID");
  const bool is_unchecked = find_bool(order.config, "disableRiskCheck").value_or(false);
  Form form;
  form.add("To", "+" + order.message.to);
  form.add("MessagingServiceSid", text_of(order.config, "fromMessagingServiceSID"));
  form.add("Body", *text);
  form.add("RiskCheck", is_unchecked ? "disable" : "enable");
  return Delivery(form_request(
      "https://api.twilio.com/2010-04-01/Accounts/" + to_percent_encoded(account) +
          "/Messages.json",
      form,
      {basic_authorization(account, text_of(order.config, "authToken"))}
  ));
}

}  // namespace

const Provider twilio = {"twilio-short-message-service", make, read_status};

}  // namespace daemun::connectors
