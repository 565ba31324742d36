// Why a request to an API is refused, and how that is said (RFC 6750 3).
#ifndef DAEMUN_AUTH_WEB_CHALLENGE_H
#define DAEMUN_AUTH_WEB_CHALLENGE_H

#include "base/clock.h"
#include "daemun/auth/error.h"
#include "daemun/auth/http.h"

#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace daemun::auth {

struct Challenge {
  enum class Code {
    missing_token,        // 401 without an error code
    invalid_request,      // 400
    invalid_token,        // 401
    insufficient_scope,   // 403
    provider_unavailable  // 503: whether the token is good cannot be said
  };
  Code code = Code::invalid_token;
  // Plain ASCII; holds nothing of the token.
  std::string description{};
  std::string realm{};
  // The scopes that the request would need, for insufficient_scope.
  std::vector<std::string> scopes{};
  // Of provider_unavailable.
  Seconds retry_after{0};
  // For the log.
  std::optional<AuthError> cause{};
};

// The enumerator's name, for the log.
std::string_view to_string(Challenge::Code code);

// With WWW-Authenticate or Retry-After, and a JSON object with `error` and `error_description`.
Response to_response(const Challenge& challenge);

}  // namespace daemun::auth

#endif
