// grant_type=urn:ietf:params:oauth:grant-type:token-exchange (RFC 8693): an access token of the
// user whom another token stands for.
#ifndef DAEMUN_OIDC_GRANTS_TOKEN_EXCHANGE_H
#define DAEMUN_OIDC_GRANTS_TOKEN_EXCHANGE_H

#include "oidc/client_authentication.h"
#include "oidc/grant_type.h"

namespace daemun::oidc {

struct ExchangeRequest {
  PresentedSubject subject{};
  std::optional<PresentedSubject> actor{};
  AccessRequest access{};
};

// Errors: invalid_request without a subject token, or a token without its type (RFC 8693 2.1).
Result<ExchangeRequest, OAuthError> parse_exchange_request(
    const http::Form& form, AccessRequest access
);

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

// A token that is later made from the new one is bounded by the new one's own scopes.
ScopeBounds bounds_after(ScopeBounds bounds, const AccessTokenSpec& spec);

// The grant that the exchanged token refers to, with its origin: it ends with the token.
Grant make_exchange_grant(
    GrantId id,
    const Application& client,
    const Subject& subject,
    const AccessTokenSpec& spec,
    TimePoint now
);

// Errors: invalid_grant. The response has neither ID token nor refresh token, and like Logto's no
// issued_token_type.
Task<Planned> plan_token_exchange(
    const TokenServices& services, AuthenticatedClient client, ExchangeRequest request
);

}  // namespace daemun::oidc

#endif
