// The tenant's public keys (RFC 7517 5), for everyone who checks its tokens.
#ifndef DAEMUN_OIDC_JWKS_H
#define DAEMUN_OIDC_JWKS_H

#include "http/request.h"
#include "http/response.h"
#include "oidc/key_ring.h"

namespace daemun::oidc {

class Jwks {
 public:
  explicit Jwks(KeyRings& keys) : keys_(keys) {}

  Task<http::Response> handle(http::Request request);

 private:
  KeyRings& keys_;
};

}  // namespace daemun::oidc

#endif
