// What a connector refuses, as the APIs answer it.
#ifndef DAEMUN_MESSAGES_REFUSAL_H
#define DAEMUN_MESSAGES_REFUSAL_H

#include "connectors/connector_error.h"

#include "api/request_error.h"

namespace daemun::messages {

// "connector.<code>" with its status and data; the issues of a configuration are its details too.
api::RequestError to_request_error(const connectors::ConnectorError& error);

// 501 connector.not_found: nothing can send a message of that kind.
api::RequestError no_connector();

}  // namespace daemun::messages

#endif
