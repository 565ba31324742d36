// client_secret_jwt (RFC 7523 2.2, OpenID Connect Core 9): a client proves that it has its secret
// without sending it.
#ifndef DAEMUN_CONNECTORS_SOCIAL_CLIENT_SECRET_JWT_H
#define DAEMUN_CONNECTORS_SOCIAL_CLIENT_SECRET_JWT_H

#include "base/form.h"
#include "connectors/social/service.h"

namespace daemun::connectors {

// Adds the assertion to a request to the token endpoint.
void add_client_secret_jwt(Form& form, const SocialService& service, const Attempt& attempt);

}  // namespace daemun::connectors

#endif
