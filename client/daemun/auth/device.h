// Sign-in of a device without a browser (RFC 8628): it shows a code and asks until the user has
// confirmed it elsewhere.
#ifndef DAEMUN_AUTH_DEVICE_H
#define DAEMUN_AUTH_DEVICE_H

#include "base/result.h"
#include "base/secret.h"
#include "daemun/auth/client.h"
#include "daemun/auth/error.h"
#include "daemun/auth/http.h"
#include "daemun/auth/token.h"

#include <optional>
#include <string>
#include <vector>

namespace daemun::auth {

struct DeviceAuthorizationParameters {
  std::vector<std::string> scopes{"openid"};
  std::string resource{};
};

// RFC 8628 3.1. Errors: not_supported.
Result<Request, AuthError> make_device_authorization_request(
    const Registration& registration,
    const DeviceAuthorizationParameters& parameters,
    const Surroundings& surroundings
);

struct DeviceAuthorization {
  Secret device_code{};
  std::string user_code{};
  std::string verification_uri{};
  // Empty when the provider has none.
  std::string verification_uri_complete{};
  TimePoint expires_at{};
  // Between two requests for the token.
  Seconds interval{5};
};

// RFC 8628 3.2. Google's "verification_url" is taken too. Errors: those of a JSON answer,
// missing_member, bad_member; bad_url for an address that is not one of http or https, because it
// is shown to people.
Result<DeviceAuthorization, AuthError> read_device_authorization_response(
    const Response& response, TimePoint now
);

// RFC 8628 3.4.
Request make_device_token_request(
    const Registration& registration,
    const DeviceAuthorization& authorization,
    const Surroundings& surroundings
);

// Where the sign-in stands (RFC 8628 3.5). The last two are ends.
enum class DeviceState { granted, authorization_pending, slow_down, access_denied, expired_token };

struct DeviceAnswer {
  DeviceState state = DeviceState::authorization_pending;
  // Of `granted`.
  TokenSet tokens{};
  // To wait before the next request: five seconds more from each slow_down on.
  Seconds interval{5};
};

// Errors: as read_token_response, for whatever is not one of the states.
Result<DeviceAnswer, AuthError> read_device_token_response(
    const Response& response, Seconds interval, TimePoint now
);

}  // namespace daemun::auth

#endif
