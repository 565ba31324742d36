// The second half of a code's exchange, be it an authorization code or a device's: the first tokens
// of a grant, once.
#ifndef DAEMUN_OIDC_GRANTS_REDEMPTION_H
#define DAEMUN_OIDC_GRANTS_REDEMPTION_H

#include "oidc/client_authentication.h"
#include "oidc/issue.h"
#include "oidc/token_request.h"

namespace daemun::oidc {

struct Redemption {
  GrantFacts facts;         // alive, its code proved good
  storage::Plan plan = {};  // what is to be written with it
};

// Whether the grant's client gets a refresh token with this grant.
bool issues_refresh_token(const Grant& grant, const Application& client);

// Errors: those of decide_target and decide_access_token, which leave the code as it is, and
// invalid_grant when somebody else has redeemed it meanwhile: that is a second use.
Task<Result<TokenResponse, OAuthError>> redeem_grant(
    const TokenServices& services,
    AuthenticatedClient client,
    TokenRequest request,
    Redemption redemption
);

}  // namespace daemun::oidc

#endif
