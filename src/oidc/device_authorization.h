// POST /oidc/device/auth: a device without a browser begins (RFC 8628 3.1, 3.2).
#ifndef DAEMUN_OIDC_DEVICE_AUTHORIZATION_H
#define DAEMUN_OIDC_DEVICE_AUTHORIZATION_H

#include "domain/device_authorization.h"
#include "http/request.h"
#include "http/response.h"
#include "oidc/client_authentication.h"
#include "oidc/dependencies.h"

#include <string>

namespace daemun::oidc {

class DeviceAuthorizationEndpoint {
 public:
  explicit DeviceAuthorizationEndpoint(const Dependencies& dependencies)
      : dependencies_(dependencies) {}

  Task<http::Response> handle(http::Request request);

 private:
  // Errors: those of client authentication, unauthorized_client, and those of what it asks for.
  // `request` is handle's own and outlives the wait.
  Task<Result<std::string, OAuthError>> begin(const http::Request* request);
  // The user code: another one when the first is taken.
  Task<std::string> store(DeviceAuthorization authorization, Secret device_code);

  const Dependencies& dependencies_;
};

}  // namespace daemun::oidc

#endif
