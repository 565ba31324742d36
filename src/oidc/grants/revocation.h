// What a token request for a user's grant leaves behind: a line in the audit log, and when a code
// or refresh token is replayed, the end of the grant.
#ifndef DAEMUN_OIDC_GRANTS_REVOCATION_H
#define DAEMUN_OIDC_GRANTS_REVOCATION_H

#include "oidc/grants/authorization_code.h"

#include <string>

namespace daemun::oidc {

// The error to answer with, after the grant has been revoked if it was a replay.
Task<OAuthError> refuse_grant(
    const TokenServices& services, Grant grant, GrantRefusal refusal, TokenRequest request
);

// The line about an exchange that succeeds, for the plan of what it changes.
storage::Statement audit_exchange(
    const TokenServices& services,
    const Grant& grant,
    const TokenRequest& request,
    json::object details = {}
);

}  // namespace daemun::oidc

#endif
