// One attempt to hand a message to its provider or mail server.
#ifndef DAEMUN_MESSAGES_DELIVERY_H
#define DAEMUN_MESSAGES_DELIVERY_H

#include "base/task.h"
#include "connectors/connector.h"

#include <optional>

#include "messages/equipment.h"

namespace daemun::messages {

// Longer than any attempt takes: a token, at most 10 s; a mail's turn, at most 70 s after that
// (max_mail_wait, and the turn of another one); and the mail itself, 40 s if its turn came in time.
inline constexpr Milliseconds delivery_timeout = std::chrono::seconds(100);

struct DeliveryFailure {
  enum class Outlook {
    later,            // not taken; another time it may be
    recipient_later,  // the same, and for a reason of the recipient: the provider is well
    never,            // refused for good
    unknown           // it may have been taken
  };
  connectors::ConnectorError error{};
  Outlook outlook = Outlook::never;
};

// Nothing when the provider has taken it. `factory` reads the answer.
Task<std::optional<DeliveryFailure>> deliver(
    const Equipment* equipment,
    const connectors::ConnectorFactory* factory,
    connectors::Delivery delivery
);

// What the failure of an attempt means.
DeliveryFailure::Outlook outlook_of(const net::HttpError& error);
DeliveryFailure::Outlook outlook_of(const net::MailError& error);
// Of an answer that is no success.
DeliveryFailure::Outlook outlook_of_status(int status);
// Of a refusal in the body of an answer, whose status may be that of a success.
DeliveryFailure::Outlook outlook_of_refusal(int status, connectors::ConnectorErrorCode refusal);

}  // namespace daemun::messages

#endif
