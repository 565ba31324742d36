// grant_type=client_credentials (RFC 6749 4.4), for an API resource or an organization.
#ifndef DAEMUN_OIDC_GRANTS_CLIENT_CREDENTIALS_H
#define DAEMUN_OIDC_GRANTS_CLIENT_CREDENTIALS_H

#include "oidc/client_authentication.h"
#include "oidc/issue.h"
#include "oidc/token_request.h"

namespace daemun::oidc {

// `request.resource` is the decided one. Errors: invalid_target, access_denied (403).
Result<AccessTokenSpec, OAuthError> decide_machine_token(
    const Application& client, const AccessRequest& request, const AccessFacts& facts
);

// Errors: those of decide_machine_token.
Task<Result<TokenResponse, OAuthError>> exchange_client_credentials(
    const TokenServices& services, AuthenticatedClient client, TokenRequest request
);

}  // namespace daemun::oidc

#endif
