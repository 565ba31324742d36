// From a request to its caller: an opaque access token of this tenant with the scope openid.
#ifndef DAEMUN_ACCOUNT_ACCESS_H
#define DAEMUN_ACCOUNT_ACCESS_H

#include "base/result.h"
#include "http/request.h"

#include <functional>
#include <string>

#include "account/caller.h"
#include "account/dependencies.h"
#include "api/request_error.h"

namespace daemun::account {

// For so long a sign-in stands for the proof that an account without any method cannot give: as
// long as such a proof counts.
inline constexpr Milliseconds fresh_sign_in = std::chrono::minutes(10);

enum class TokenRefusal { invalid, no_scope };

// What a token stands for now. The tokens are another module's, so this comes in from outside.
using TokenReader = std::function<Task<Result<LiveToken, TokenRefusal>>(std::string)>;

// Errors: 401 auth.authorization_header_missing, auth.authorization_token_type_not_supported,
// auth.unauthorized (no token of ours, a JWT, one that has ended, a suspended user); 403
// auth.forbidden without the scope that the tokens need, and for a token that is no person's.
Task<api::Outcome<Caller>> load_caller(
    const Dependencies* dependencies, const TokenReader* reader, const http::Request* request
);

}  // namespace daemun::account

#endif
