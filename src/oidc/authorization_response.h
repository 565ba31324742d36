// How an authorization response reaches the client: query, fragment or form_post, always with `iss`
// (RFC 9207).
#ifndef DAEMUN_OIDC_AUTHORIZATION_RESPONSE_H
#define DAEMUN_OIDC_AUTHORIZATION_RESPONSE_H

#include "http/response.h"
#include "oidc/authorization_parameters.h"
#include "oidc/dependencies.h"
#include "oidc/oauth_error.h"

#include <string>
#include <utility>
#include <vector>

namespace daemun::oidc {

// `parameters` without state and iss, which are appended.
http::Response authorization_response(
    const Dependencies& dependencies,
    const ResponseTarget& target,
    std::vector<std::pair<std::string, std::string>> parameters
);

http::Response authorization_error_response(
    const Dependencies& dependencies, const ResponseTarget& target, const OAuthError& error
);

}  // namespace daemun::oidc

#endif
