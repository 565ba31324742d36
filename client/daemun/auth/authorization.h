// The authorization request (RFC 6749 4.1.1, OpenID Connect Core 3.1.2.1), by URL or pushed
// (RFC 9126). PKCE with S256 (RFC 7636), state and nonce are always sent.
#ifndef DAEMUN_AUTH_AUTHORIZATION_H
#define DAEMUN_AUTH_AUTHORIZATION_H

#include "base/result.h"
#include "daemun/auth/client.h"
#include "daemun/auth/error.h"
#include "daemun/auth/http.h"
#include "daemun/auth/pending.h"

#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace daemun::auth {

struct AuthorizationParameters {
  // The app's callback, as registered with the provider.
  std::string redirect_uri{};
  std::vector<std::string> scopes{"openid"};
  // APIs that tokens are wanted for (RFC 8707 2).
  std::vector<std::string> resources{};
  std::vector<std::string> prompt{};
  // The sign-in may be no older; the ID token then proves it (OpenID Connect Core 3.1.2.1).
  std::optional<Seconds> max_age{};
  std::string login_hint{};
  // The provider's default when absent.
  std::optional<ResponseMode> response_mode{};
  // Anything else, as "ui_locales" or Logto's "direct_sign_in".
  Parameters extra{};
  std::string return_to{};
};

// The parameters to send, and what to remember meanwhile.
struct PreparedAuthorization {
  Form form{};
  PendingAuthorization pending{};
};

// The checks that prepare_authorization makes first. Errors: bad_parameter (no redirect URI, no
// scope or one with a space, a resource that is no absolute URI or has a fragment (RFC 8707 2),
// "none" beside another prompt (OpenID Connect Core 3.1.2.1), a negative max_age, an `extra` that
// would replace one of the protocol's own).
Result<void, AuthError> check_authorization(const AuthorizationParameters& parameters);

// Errors: those of check_authorization.
Result<PreparedAuthorization, AuthError> prepare_authorization(
    const Registration& registration,
    const AuthorizationParameters& parameters,
    const Surroundings& surroundings
);

// Where to send the browser. Errors: not_supported when the provider wants pushed requests
// (RFC 9126 5) or has no authorization endpoint.
Result<std::string, AuthError> make_authorization_url(
    const Registration& registration, const PreparedAuthorization& prepared
);

// RFC 9126 2.1. Errors: not_supported.
Result<Request, AuthError> make_pushed_authorization_request(
    const Registration& registration,
    const PreparedAuthorization& prepared,
    const Surroundings& surroundings
);

struct PushedAuthorization {
  std::string request_uri{};
  TimePoint expires_at{};
};

// RFC 9126 2.2. Errors: those of a JSON answer, missing_member, bad_member.
Result<PushedAuthorization, AuthError> read_pushed_authorization_response(
    const Response& response, TimePoint now
);

// RFC 9126 4: the client and the reference, nothing else.
std::string make_pushed_authorization_url(
    const Registration& registration, const PushedAuthorization& pushed
);

// RFC 7636 4.2: BASE64URL(SHA256(verifier)).
std::string to_code_challenge(std::string_view code_verifier);

}  // namespace daemun::auth

#endif
