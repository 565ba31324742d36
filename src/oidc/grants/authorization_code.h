// grant_type=authorization_code (RFC 6749 4.1.3, RFC 7636 4.6, OpenID Connect Core 3.1.3).
#ifndef DAEMUN_OIDC_GRANTS_AUTHORIZATION_CODE_H
#define DAEMUN_OIDC_GRANTS_AUTHORIZATION_CODE_H

#include "oidc/client_authentication.h"
#include "oidc/issue.h"
#include "oidc/reference.h"
#include "oidc/token_request.h"

namespace daemun::oidc {

// Why a code or refresh token is refused, and whether what was issued from it must die with it.
enum class Replay { no, yes };

struct GrantRefusal {
  OAuthError error;
  Replay replay = Replay::no;
};

// Whether the code may be redeemed. Errors: invalid_grant; a second use of it (RFC 6749 4.1.2) and
// a wrong or missing verifier end the grant.
Result<void, GrantRefusal> decide_code_exchange(
    const TokenRequest& request,
    const Application& client,
    const PresentedCode& code,
    const GrantFacts& facts,
    TimePoint now
);

// Errors: invalid_request, invalid_grant, and those of decide_access_token.
Task<Result<TokenResponse, OAuthError>> exchange_authorization_code(
    const TokenServices& services, AuthenticatedClient client, TokenRequest request
);

}  // namespace daemun::oidc

#endif
