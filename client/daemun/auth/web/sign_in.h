// The way out and the way back: to the provider, and home with a code (RFC 6749 4.1).
#ifndef DAEMUN_AUTH_WEB_SIGN_IN_H
#define DAEMUN_AUTH_WEB_SIGN_IN_H

#include "base/task.h"
#include "daemun/auth/authorization.h"
#include "daemun/auth/http.h"
#include "daemun/auth/web/core.h"

#include <string>

namespace daemun::auth {

struct SignInOptions {
  // A page of this app; "/" when it is none.
  std::string return_to{};
  // For this time only; the provider's settings otherwise.
  std::string prompt{};
  std::string login_hint{};
  Parameters extra{};
};

// A redirect to the provider, with the record of it in a cookie; an error page otherwise.
Task<Response> begin_sign_in(
    const AuthCore& core, Request request, std::string provider_id, SignInOptions options
);

// The provider's answer: a redirect to where the user wanted to go, with a session; an error page
// otherwise, and then nobody is signed in.
Task<Response> complete_sign_in(const AuthCore& core, Request request, std::string provider_id);

}  // namespace daemun::auth

#endif
