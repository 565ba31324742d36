// The claims about the user that an access token stands for (OpenID Connect Core 5.3).
#ifndef DAEMUN_OIDC_USERINFO_H
#define DAEMUN_OIDC_USERINFO_H

#include "base/result.h"
#include "base/secret.h"
#include "domain/grant.h"
#include "http/form.h"
#include "http/request.h"
#include "http/response.h"
#include "oidc/claims.h"
#include "oidc/oauth_error.h"
#include "oidc/opaque_token.h"

#include <optional>
#include <string>
#include <vector>

namespace daemun::oidc {

// From the Authorization header, or from the form of a POST (RFC 6750 2.1, 2.2); never from the
// query, which ends in logs.
// Errors: invalid_request for two mechanisms or a malformed header, invalid_token when there is
// none.
Result<Secret, OAuthError> parse_bearer_token(const http::Request& request, const http::Form& form);

// The scopes whose claims are due.
// Errors: invalid_token; insufficient_scope without openid.
Result<std::vector<std::string>, OAuthError> decide_userinfo(
    const OpaqueToken& token, const std::optional<GrantFacts>& facts, TimePoint now
);

// The error with its challenge (RFC 6750 3) and CORS headers.
http::Response bearer_error_response(
    const Dependencies& dependencies, const OAuthError& error, const http::Request& request
);

class Userinfo {
 public:
  Userinfo(const Dependencies& dependencies, const OpaqueTokens& tokens)
      : dependencies_(dependencies), tokens_(tokens) {}

  // GET and POST.
  Task<http::Response> handle(http::Request request);

 private:
  // `request` is handle's own and outlives the wait: a copy costs 1 % of a request.
  Task<Result<std::string, OAuthError>> answer(const http::Request* request);

  const Dependencies& dependencies_;
  const OpaqueTokens& tokens_;
};

}  // namespace daemun::oidc

#endif
