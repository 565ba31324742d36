// The access token of a request (RFC 6750 2.1). Tokens in forms and queries (2.2, 2.3) are not
// looked at: they end in logs and histories.
#ifndef DAEMUN_AUTH_WEB_BEARER_TOKEN_H
#define DAEMUN_AUTH_WEB_BEARER_TOKEN_H

#include "base/result.h"
#include "base/secret.h"
#include "daemun/auth/http.h"
#include "daemun/auth/web/challenge.h"

namespace daemun::auth {

// Errors: missing_token, also for another scheme; invalid_request when there are several
// Authorization headers, which two programs could read differently, or what follows "Bearer" is not
// one token.
Result<Secret, Challenge> read_bearer_token(const Request& request);

}  // namespace daemun::auth

#endif
