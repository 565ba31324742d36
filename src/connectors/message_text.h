// The words of one message: which template they come from, and its placeholders filled in.
#ifndef DAEMUN_CONNECTORS_MESSAGE_TEXT_H
#define DAEMUN_CONNECTORS_MESSAGE_TEXT_H

#include "connectors/connector.h"
#include "connectors/provider.h"

#include <string>

namespace daemun::connectors {

struct MailText {
  std::string subject{};
  std::string text{};  // empty: HTML only
  std::string html{};  // empty: plain text only
  // Of the tenant's template; empty: not said.
  std::string reply_to{};   // one address
  std::string send_from{};  // on one line
};

// From the tenant's template, else the connector's configuration, else, when that has no templates
// at all, the server's own texts. Errors: template_not_found.
Result<MailText, ConnectorError> make_mail_text(const Order& order);
// Errors: template_not_found; general: longer than providers take.
Result<std::string, ConnectorError> make_sms_text(
    const Order& order, Fallback fallback = Fallback::generic
);

// From the details of a stored e-mail template.
MessageTemplate read_message_template(const json::object& details);

}  // namespace daemun::connectors

#endif
