// POST /oidc/request: pushed authorization requests (RFC 9126).
#ifndef DAEMUN_OIDC_PAR_H
#define DAEMUN_OIDC_PAR_H

#include "http/request.h"
#include "http/response.h"
#include "oidc/client_authentication.h"
#include "oidc/dependencies.h"

namespace daemun::oidc {

class PushedAuthorizationRequestEndpoint {
 public:
  explicit PushedAuthorizationRequestEndpoint(const Dependencies& dependencies)
      : dependencies_(dependencies) {}

  Task<http::Response> handle(http::Request request);

 private:
  // The request_uri. Errors: those of client authentication and of the authorization endpoint.
  Task<Result<std::string, OAuthError>> push(const http::Request* request);

  const Dependencies& dependencies_;
};

}  // namespace daemun::oidc

#endif
