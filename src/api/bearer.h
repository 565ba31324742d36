// Bearer tokens of the HTTP APIs (RFC 6750 2.1).
#ifndef DAEMUN_API_BEARER_H
#define DAEMUN_API_BEARER_H

#include "http/request.h"

#include <string_view>

#include "api/request_error.h"

namespace daemun::api {

// The token of an Authorization header. Errors: 401 auth.authorization_header_missing,
// auth.authorization_token_type_not_supported.
Outcome<std::string_view> parse_bearer(const http::Request& request);

}  // namespace daemun::api

#endif
