// grant_type=urn:ietf:params:oauth:grant-type:token-exchange (RFC 8693): an access token of the
// user whom another token stands for.
#ifndef DAEMUN_OIDC_GRANTS_TOKEN_EXCHANGE_H
#define DAEMUN_OIDC_GRANTS_TOKEN_EXCHANGE_H

#include "oidc/client_authentication.h"
#include "oidc/issue.h"
#include "oidc/subject_token.h"
#include "oidc/token_request.h"

namespace daemun::oidc {

// An API that was called for one audience calls the next one (RFC 8693 1.1). For the audience of
// the subject token never more than it had; for another one what its grant requested and was agreed
// to; for a personal access token or an impersonation all that the user may do. In each case within
// the roles of now, and no longer than the subject token lives. Errors: invalid_target,
// invalid_grant, insufficient_scope (403), access_denied (400 for a user whom the client's access
// rules leave out, 403 in organizations).
Result<AccessTokenSpec, OAuthError> decide_exchanged_token(
    const Application& client,
    const AccessRequest& request,
    const AccessFacts& facts,
    const Subject& subject,
    TimePoint now
);

// What is made of the new token later is bounded by what it has itself.
ScopeBounds bounds_after(ScopeBounds bounds, const AccessTokenSpec& spec);

// Errors: invalid_request, invalid_grant, and those of decide_exchanged_token. The response has
// neither ID token nor refresh token, and like Logto's no issued_token_type.
Task<Result<TokenResponse, OAuthError>> exchange_token(
    const TokenServices& services, AuthenticatedClient client, TokenRequest request
);

}  // namespace daemun::oidc

#endif
