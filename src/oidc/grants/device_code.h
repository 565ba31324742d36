// grant_type=urn:ietf:params:oauth:grant-type:device_code (RFC 8628 3.4, 3.5).
#ifndef DAEMUN_OIDC_GRANTS_DEVICE_CODE_H
#define DAEMUN_OIDC_GRANTS_DEVICE_CODE_H

#include "domain/device_authorization.h"
#include "oidc/grants/authorization_code.h"

namespace daemun::oidc {

// Whether a person has approved. Logto has neither slow_down nor an interval: a call that finds
// nobody yet costs one read.
// Errors: authorization_pending, expired_token, access_denied, invalid_grant; a second use of the
// code is a replay.
Result<void, GrantRefusal> decide_device_exchange(
    const Application& client, const DeviceAuthorization& device, TimePoint now
);

// Errors: invalid_request, those of decide_device_exchange and of decide_access_token.
Task<Result<TokenResponse, OAuthError>> exchange_device_code(
    const TokenServices& services, AuthenticatedClient client, TokenRequest request
);

}  // namespace daemun::oidc

#endif
