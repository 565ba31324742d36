// What follows a refused code or refresh token: a replay ends the grant and leaves a line in the
// audit log.
#ifndef DAEMUN_OIDC_GRANTS_REVOCATION_H
#define DAEMUN_OIDC_GRANTS_REVOCATION_H

#include "oidc/grants/authorization_code.h"

#include <string>

namespace daemun::oidc {

// The error to answer with, after the grant has been revoked if it was a replay.
Task<OAuthError> refuse_grant(
    const TokenServices& services, Grant grant, GrantRefusal refusal, TokenRequest request
);

// An audit line about a token request, for the same plan as what it tells of.
storage::Statement audit_token_request(
    const TokenServices& services,
    const Grant& grant,
    const TokenRequest& request,
    const std::optional<std::string>& error,
    json::object details
);

}  // namespace daemun::oidc

#endif
