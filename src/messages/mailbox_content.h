// A message as the development mailbox shows it.
#ifndef DAEMUN_MESSAGES_MAILBOX_CONTENT_H
#define DAEMUN_MESSAGES_MAILBOX_CONTENT_H

#include "base/json.h"
#include "connectors/connector.h"

namespace daemun::messages {

// {type, to, usageType, subject?, text?, html?, payload}: in the words of the tenant's template,
// else in the server's own. Errors: general.
Result<json::object, connectors::ConnectorError> make_mailbox_content(
    connectors::ConnectorType type,
    const connectors::Message& message,
    const connectors::Attempt& attempt
);

}  // namespace daemun::messages

#endif
