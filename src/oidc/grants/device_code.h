// grant_type=urn:ietf:params:oauth:grant-type:device_code (RFC 8628 3.4, 3.5).
#ifndef DAEMUN_OIDC_GRANTS_DEVICE_CODE_H
#define DAEMUN_OIDC_GRANTS_DEVICE_CODE_H

#include "domain/device_authorization.h"
#include "oidc/client_authentication.h"
#include "oidc/grant_type.h"

namespace daemun::oidc {

// The device has said scopes when it began.
struct DeviceRequest {
  Secret device_code{};
  std::optional<std::string> resource{};
};

// Errors: invalid_request without a device code.
Result<DeviceRequest, OAuthError> parse_device_request(
    const http::Form& form, AccessRequest access
);

// Whether a person has approved. Logto has neither slow_down nor an interval: a call that finds
// no answer yet costs one read.
// Errors: authorization_pending, expired_token, access_denied, invalid_grant; a second use of the
// code is a replay.
Result<void, GrantRefusal> decide_device_exchange(
    const Application& client, const DeviceAuthorization& device, TimePoint now
);

// Errors: those of decide_device_exchange.
Task<Planned> plan_device_exchange(
    const TokenServices& services, AuthenticatedClient client, DeviceRequest request
);

}  // namespace daemun::oidc

#endif
