// The end of a session: by the user here, and by the provider from behind.
#ifndef DAEMUN_AUTH_WEB_SIGN_OUT_H
#define DAEMUN_AUTH_WEB_SIGN_OUT_H

#include "base/task.h"
#include "daemun/auth/http.h"
#include "daemun/auth/web/core.h"

#include <string>

namespace daemun::auth {

// Ends the session here, gives the refresh token back (RFC 7009; a provider that does not answer
// keeps nobody signed in), and goes to the provider's sign-out when the provider's settings have a
// post_logout_redirect_uri, to `return_to` otherwise.
Task<Response> sign_out(const AuthCore& core, Request request, std::string return_to);

// OpenID Connect Back-Channel Logout 1.0. Needs a session store: sessions in cookies cannot be
// ended from here, and are not said to have been.
Task<Response> receive_logout(const AuthCore& core, Request request, std::string provider_id);

}  // namespace daemun::auth

#endif
