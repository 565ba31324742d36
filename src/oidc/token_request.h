// The members of a token request that all grants share (RFC 6749 4.1.3, 4.4.2, 6, RFC 8628 3.4,
// RFC 8693 2.1); each grant type reads its own in grants/.
#ifndef DAEMUN_OIDC_TOKEN_REQUEST_H
#define DAEMUN_OIDC_TOKEN_REQUEST_H

#include "base/result.h"
#include "http/form.h"
#include "oidc/access_token.h"

#include <string>

namespace daemun::oidc {

struct TokenRequest {
  std::string grant_type{};
  AccessRequest access{};
};

// Errors: invalid_request when grant_type is missing or a parameter of any grant type is repeated,
// invalid_target.
Result<TokenRequest, OAuthError> parse_token_request(const http::Form& form);

}  // namespace daemun::oidc

#endif
