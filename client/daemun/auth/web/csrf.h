// Whether a form was sent by a page of this app (CWE-352): a signed token in a cookie and the same
// in the form, and what the browser itself says of the request's origin.
#ifndef DAEMUN_AUTH_WEB_CSRF_H
#define DAEMUN_AUTH_WEB_CSRF_H

#include "base/form.h"
#include "crypto/random.h"
#include "daemun/auth/http.h"
#include "daemun/auth/session/cookies.h"
#include "daemun/auth/session/keyring.h"

#include <optional>
#include <string>
#include <string_view>

namespace daemun::auth {

struct CsrfToken {
  std::string token{};
  // To be set; nothing when the browser has this token already.
  std::optional<SetCookie> cookie{};
};

// The browser's own when it has a good one: several tabs have the same.
CsrfToken make_csrf_token(
    const Cookies& cookies, Scheme scheme, const Keyring& keyring, crypto::Random& random
);

// The form's "csrfToken" is the cookie's and signed by this app, and neither Origin nor
// Sec-Fetch-Site says that another site sent it.
bool is_own_form(
    const Request& request, const Form& form, std::string_view origin, const Keyring& keyring
);

}  // namespace daemun::auth

#endif
