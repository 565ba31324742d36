// grant_type=refresh_token (RFC 6749 6), with rotation that a client may safely repeat.
#ifndef DAEMUN_OIDC_GRANTS_REFRESH_TOKEN_H
#define DAEMUN_OIDC_GRANTS_REFRESH_TOKEN_H

#include "oidc/grants/authorization_code.h"

namespace daemun::oidc {

// What happens to the presented token.
struct RefreshDecision {
  enum class Action {
    keep,    // it stays the newest
    rotate,  // `grant.refresh` is the next generation
    replay,  // it was rotated a moment ago: the same successor again, without a write
  };
  Action action = Action::keep;
  Grant grant;                  // as it will be
  PresentedRefreshToken token;  // what the client gets
};

// When to rotate (Logto): never if the application says so or the chain is a year old; always for
// public clients; for confidential ones once 70 % of the lifetime has passed.
bool rotates_refresh_token(const RefreshState& refresh, const Application& client, TimePoint now);

// Errors: invalid_grant; an older generation, or the previous one after the grace time, is a
// replay.
Result<RefreshDecision, GrantRefusal> decide_refresh(
    const Application& client,
    const PresentedRefreshToken& presented,
    const GrantFacts& facts,
    const Secret& successor_key,
    TimePoint now
);

// Errors: invalid_request, invalid_grant, and those of decide_access_token.
Task<Result<TokenResponse, OAuthError>> exchange_refresh_token(
    const TokenServices& services, AuthenticatedClient client, TokenRequest request
);

}  // namespace daemun::oidc

#endif
