// The phase of the token endpoint that all grants of users share: which tokens the grant gives now.
// Everything is loaded and decided before anything is spent; making the tokens neither waits nor
// fails. A grant type cannot forget what is checked here.
#ifndef DAEMUN_OIDC_USER_TOKENS_H
#define DAEMUN_OIDC_USER_TOKENS_H

#include "domain/grant.h"
#include "oidc/access_token.h"
#include "oidc/client_authentication.h"
#include "oidc/issue.h"

namespace daemun::oidc {

struct UserTokens {
  Grant grant{};  // with the scopes that its client may have now; the stored grant keeps all
  AccessTokenSpec access_token{};
  ReplyFacts reply{};
};

// Errors: invalid_grant when grant, user or session has ended; those of decide_target and
// decide_access_token.
Task<Result<UserTokens, OAuthError>> load_user_tokens(
    const TokenServices& services,
    AuthenticatedClient client,
    GrantFacts facts,
    AccessRequest request
);

// Access token, and the ID token when `openid` is in effect.
TokenResponse make_user_tokens(const TokenServices& services, const UserTokens& tokens);

}  // namespace daemun::oidc

#endif
