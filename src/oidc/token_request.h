// The token request, typed once (RFC 6749 4.1.3, 4.4.2, 6, RFC 8628 3.4, RFC 8693 2.1): a grant
// never reaches into the raw form.
#ifndef DAEMUN_OIDC_TOKEN_REQUEST_H
#define DAEMUN_OIDC_TOKEN_REQUEST_H

#include "base/result.h"
#include "http/form.h"
#include "http/request.h"
#include "oidc/access_token.h"

#include <optional>
#include <string>

namespace daemun::oidc {

struct TokenRequest {
  std::string grant_type{};
  std::optional<std::string> code{};
  std::optional<std::string> redirect_uri{};
  std::optional<std::string> code_verifier{};
  std::optional<std::string> refresh_token{};
  std::optional<std::string> device_code{};
  std::optional<std::string> subject_token{};
  std::optional<std::string> subject_token_type{};
  std::optional<std::string> actor_token{};
  std::optional<std::string> actor_token_type{};
  AccessRequest access{};
  // For the audit log.
  std::string ip{};
  std::string user_agent{};
  std::optional<std::string> secret_name{};  // of the secret that the client was authenticated by
};

// Errors: invalid_request when grant_type is missing or a parameter is repeated, invalid_target.
Result<TokenRequest, OAuthError> parse_token_request(
    const http::Form& form, const http::Request& request
);

}  // namespace daemun::oidc

#endif
