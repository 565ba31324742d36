// grant_type=refresh_token (RFC 6749 6), with rotation that a client may safely repeat.
#ifndef DAEMUN_OIDC_GRANTS_REFRESH_TOKEN_H
#define DAEMUN_OIDC_GRANTS_REFRESH_TOKEN_H

#include "oidc/client_authentication.h"
#include "oidc/grant_type.h"

namespace daemun::oidc {

struct RefreshRequest {
  std::string refresh_token{};
  AccessRequest access{};
};

// Errors: invalid_request without a refresh token.
Result<RefreshRequest, OAuthError> parse_refresh_request(
    const http::Form& form, AccessRequest access
);

// Whether the grant's client gets a refresh token with this grant.
bool issues_refresh_token(const Grant& grant, const Application& client);
// Gives the grant its first refresh token, and lets it live as long as that.
PresentedRefreshToken begin_refresh(
    Grant& grant, const Application& client, crypto::Random& random, TimePoint now
);

// When to rotate (Logto): never if the application says so or the chain is a year old; always for
// public clients; for confidential ones once 70 % of the lifetime has passed.
bool rotates_refresh_token(const RefreshState& refresh, const Application& client, TimePoint now);

// The presented token stays the newest, or is rotated, or was rotated a moment ago and has the same
// successor again, without a change of the grant but audited.
// Errors: invalid_grant; an older generation, or the previous one after the grace time, is a
// replay.
Planned decide_refresh(
    const Application& client,
    const PresentedRefreshToken& presented,
    GrantFacts facts,
    const Secret& successor_key,
    TimePoint now
);

// Errors: invalid_grant.
Task<Planned> plan_refresh(
    const TokenServices& services, AuthenticatedClient client, RefreshRequest request
);

}  // namespace daemun::oidc

#endif
