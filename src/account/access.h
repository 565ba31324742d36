// From a request to its caller: an opaque access token of this tenant with the scope openid, or,
// for operations about an organization, a token of that organization.
#ifndef DAEMUN_ACCOUNT_ACCESS_H
#define DAEMUN_ACCOUNT_ACCESS_H

#include "base/result.h"
#include "http/request.h"

#include <functional>
#include <string>

#include "account/caller.h"
#include "account/dependencies.h"
#include "account/operation.h"
#include "api/request_error.h"

namespace daemun::account {

// For so long a sign-in stands for the proof that an account without any method cannot give: as
// long as such a proof counts.
inline constexpr Milliseconds fresh_sign_in = std::chrono::minutes(10);

// `forbidden`: without the scope that the tokens need, of no person, for another organization, or
// of a person who is not a member of it.
enum class TokenRefusal { invalid, forbidden };
using TokenOutcome = Result<LiveToken, TokenRefusal>;

// What a token stands for now. The tokens are another module's, so this comes in from outside.
using TokenReader = std::function<Task<TokenOutcome>(std::string)>;
// Of a JWT for this organization. Its scopes are the permissions that the member holds now.
using OrganizationTokenReader = std::function<Task<TokenOutcome>(std::string, OrganizationId)>;

struct TokenReaders {
  TokenReader account{};
  OrganizationTokenReader organization{};  // where operations take such tokens
};

// Errors: 401 auth.authorization_header_missing, auth.authorization_token_type_not_supported,
// auth.unauthorized (no token of ours, one of another kind, one that has ended, a suspended user);
// 403 auth.forbidden, see TokenRefusal.
Task<api::Outcome<Caller>> load_caller(
    const Dependencies* dependencies,
    const TokenReaders* readers,
    const http::Request* request,
    const Operation* operation
);

}  // namespace daemun::account

#endif
