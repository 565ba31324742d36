// Giving a token back (RFC 7009).
#ifndef DAEMUN_AUTH_REVOCATION_H
#define DAEMUN_AUTH_REVOCATION_H

#include "base/result.h"
#include "base/secret.h"
#include "daemun/auth/client.h"
#include "daemun/auth/error.h"
#include "daemun/auth/http.h"

#include <string_view>

namespace daemun::auth {

// RFC 7009 2.1. The hint is "access_token" or "refresh_token" or empty. Errors: not_supported.
Result<Request, AuthError> make_revocation_request(
    const Registration& registration,
    const Secret& token,
    std::string_view token_type_hint,
    const Surroundings& surroundings
);

// RFC 7009 2.2: an unknown token counts as revoked. Errors: those of a JSON answer.
Result<void, AuthError> read_revocation_response(const Response& response);

}  // namespace daemun::auth

#endif
