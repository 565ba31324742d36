// Ending a session: by the user here, or by the provider through the back channel.
#ifndef DAEMUN_AUTH_WEB_SIGN_OUT_H
#define DAEMUN_AUTH_WEB_SIGN_OUT_H

#include "base/task.h"
#include "daemun/auth/http.h"
#include "daemun/auth/web/core.h"

#include <string>

namespace daemun::auth {

// Ends the session here and revokes the refresh token (RFC 7009; the sign-out goes on if the
// provider does not answer). Redirects to the provider's sign-out if its settings have a
// post_logout_redirect_uri, otherwise to `return_to`.
Task<Response> sign_out(const AuthCore& core, Request request, std::string return_to);

// OpenID Connect Back-Channel Logout 1.0. Needs a session store: sessions in cookies cannot be
// ended remotely, and the response does not pretend that they were.
Task<Response> receive_logout(const AuthCore& core, Request request, std::string provider_id);

}  // namespace daemun::auth

#endif
