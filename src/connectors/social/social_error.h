// The protocol's errors in the words of connectors. Of an answer of the service nothing is shown
// but an error code of RFC 6749: who signs in is a stranger, and the service may be a host of the
// operator's network.
#ifndef DAEMUN_CONNECTORS_SOCIAL_SOCIAL_ERROR_H
#define DAEMUN_CONNECTORS_SOCIAL_SOCIAL_ERROR_H

#include "connectors/connector_error.h"
#include "daemun/auth/error.h"

namespace daemun::connectors {

ConnectorError refuse_callback(const auth::AuthError& error);
ConnectorError refuse_token(const auth::AuthError& error);
ConnectorError refuse_id_token(const auth::AuthError& error);
ConnectorError refuse_user(const auth::AuthError& error);

}  // namespace daemun::connectors

#endif
