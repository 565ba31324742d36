// The provider tells this app directly that a user has signed out (OpenID Connect Back-Channel
// Logout 1.0). The endpoint is open to the world: only the token proves who speaks.
#ifndef DAEMUN_AUTH_BACKCHANNEL_LOGOUT_H
#define DAEMUN_AUTH_BACKCHANNEL_LOGOUT_H

#include "base/clock.h"
#include "base/result.h"
#include "daemun/auth/client.h"
#include "daemun/auth/error.h"
#include "daemun/auth/http.h"
#include "daemun/auth/sighting.h"
#include "jose/jwks.h"

#include <functional>
#include <string>
#include <string_view>

namespace daemun::auth {

// Back-Channel Logout 2.5: a POST of a form with logout_token. Errors: malformed_request,
// duplicate_parameter, missing_member.
Result<std::string, AuthError> read_logout_request(const Request& request);

struct LogoutNotice {
  std::string issuer{};
  // All sessions of this user, or the session alone when there is one. One of the two may be empty.
  std::string subject{};
  std::string session_id{};
};

// Whether a token of that id is the first of it; the id is to be remembered until the time given.
// Ids are the provider's own: keep those of different issuers apart.
using RememberLogoutToken =
    std::function<Sighting(const std::string& issuer, const std::string& jti, TimePoint until)>;

// Back-Channel Logout 2.6:
//   token_not_valid      rules 1 to 4: signature, iss, aud, iat, exp; a typ other than logout+jwt
//                        (which 2.4 only recommends, so that none and "JWT" pass)
//   not_a_logout_token   rules 5 to 7: neither sub nor sid, no logout event, a nonce; and no jti
//   (2.4) replayed             rule 8
Result<LogoutNotice, AuthError> verify_logout_token(
    std::string_view token,
    const jose::KeySet& keys,
    const Registration& registration,
    const RememberLogoutToken& remember,
    TimePoint now
);

// Back-Channel Logout 2.8: 200 when the sessions are gone, 400 with the reason otherwise.
Response make_logout_response();
Response make_logout_refusal(const AuthError& error);

}  // namespace daemun::auth

#endif
