// An opaque access token that stands for a person now, for the APIs beside the protocol. It is read
// as the userinfo endpoint reads it; only CORS, which is decided with the client there, is not its
// part.
#ifndef DAEMUN_OIDC_LIVE_TOKEN_H
#define DAEMUN_OIDC_LIVE_TOKEN_H

#include "base/result.h"
#include "domain/grant.h"
#include "oidc/client.h"
#include "oidc/dependencies.h"
#include "oidc/oauth_error.h"
#include "oidc/opaque_token.h"

#include <string>
#include <vector>

namespace daemun::oidc {

struct LiveToken {
  Grant grant{};
  User user{};
  ClientPtr client{};
  std::vector<std::string> scopes{};
};

// Errors: invalid_token (a JWT as well: it is for an API resource); insufficient_scope without
// openid.
Task<Result<LiveToken, OAuthError>> load_live_token(
    const Dependencies* dependencies, const OpaqueTokens* tokens, std::string text
);

}  // namespace daemun::oidc

#endif
