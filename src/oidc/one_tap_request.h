// Authorization requests that bring an account which the user has chosen at Google's offer on the
// application's own page: `google_one_tap_credential`. It leads to /direct/social/google, with the
// credential in a cookie.
#ifndef DAEMUN_OIDC_ONE_TAP_REQUEST_H
#define DAEMUN_OIDC_ONE_TAP_REQUEST_H

#include "domain/application.h"
#include "domain/authorization_request.h"
#include "http/form.h"
#include "http/request.h"
#include "http/response.h"
#include "oidc/dependencies.h"

#include <optional>
#include <string>

namespace daemun::oidc {

// The credential, if the browser says that a page of the application sends it: one at the origin of
// a redirect URI. Nobody else may say who signs in here, for the session would be a stranger's
// (login CSRF); Logto takes it from anybody. Without it the request is one of `social:google`,
// which asks the person.
std::optional<std::string> find_one_tap_credential(
    const http::Form& form, const http::Request& request, const Application& client
);

// The request goes to Google's connector.
void prefer_google(const http::Form& form, AuthorizationRequest& authorization);

// Adds the cookie to an answer that leads there.
void add_one_tap_cookie(
    const Dependencies& dependencies, const std::string& credential, http::Response& response
);

}  // namespace daemun::oidc

#endif
