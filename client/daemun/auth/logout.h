// Signing out at the provider too (OpenID Connect RP-Initiated Logout 1.0).
#ifndef DAEMUN_AUTH_LOGOUT_H
#define DAEMUN_AUTH_LOGOUT_H

#include "base/form.h"
#include "base/result.h"
#include "base/secret.h"
#include "daemun/auth/client.h"
#include "daemun/auth/error.h"

#include <string>

namespace daemun::auth {

struct LogoutParameters {
  // The last ID token; the client's id alone goes where there is none, and the provider may ask.
  Secret id_token_hint{};
  std::string post_logout_redirect_uri{};
  std::string logout_hint{};
  std::string ui_locales{};
  // Comes back with the user; only with a post_logout_redirect_uri.
  std::string state{};
};

// RP-Initiated Logout 2. Errors: not_supported; bad_parameter (a post_logout_redirect_uri that is
// no absolute URI, a state without it).
Result<std::string, AuthError> make_logout_url(
    const Registration& registration, const LogoutParameters& parameters
);

// RP-Initiated Logout 3: the user is back. Errors: duplicate_parameter, missing_state, wrong_state
// (compared in constant time).
Result<void, AuthError> read_logout_callback(const Form& fields, const std::string& state);

}  // namespace daemun::auth

#endif
