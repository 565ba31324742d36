// The phase of the token endpoint that no grant type may forget: suspension, the client's access
// rules, membership, resource and scopes decide which tokens there are. Everything is loaded and
// decided before anything is spent: between the commit that spends a code and the answer nothing
// may wait or fail, or an obedient client would try again with a spent code and lose its grant.
#ifndef DAEMUN_OIDC_GRANTED_TOKENS_H
#define DAEMUN_OIDC_GRANTED_TOKENS_H

#include "oidc/grant_type.h"
#include "oidc/issue.h"

namespace daemun::oidc {

struct GrantedTokens {
  // The grant that the tokens refer to, with the scopes that its client may have now; nothing for a
  // machine, and for an exchange until its grant is made.
  std::optional<Grant> grant{};
  AccessTokenSpec access_token{};
  ReplyFacts reply{};
};

// Moves holder and access out of `plan`, which is the caller's own and outlives the wait.
// Errors: invalid_grant when grant, user or session has ended; those of decide_target and
// decide_access_token, decide_exchanged_token or decide_machine_token.
Task<Result<GrantedTokens, OAuthError>> load_tokens(
    const TokenServices& services, ClientPtr client, TokenPlan* plan
);

// Access token, and the ID token when `openid` is in effect. Neither waits nor fails.
TokenResponse make_tokens(
    const TokenServices& services, const GrantedTokens& tokens, TimePoint now
);

}  // namespace daemun::oidc

#endif
