// A client gives a token back (RFC 7009). The grant goes with it, and so do its other tokens: what
// is left of a sign-in that somebody wanted ended is of use to thieves only.
#ifndef DAEMUN_OIDC_REVOKE_H
#define DAEMUN_OIDC_REVOKE_H

#include "domain/application.h"
#include "domain/grant.h"
#include "http/request.h"
#include "http/response.h"
#include "oidc/dependencies.h"
#include "oidc/presented_token.h"

#include <optional>

namespace daemun::oidc {

enum class Revocation { nothing_to_do, revoke_grant };

// A token that is unknown, expired or revoked is gone already: success (RFC 7009 2.2). The one
// before the newest refresh token counts too: its client may have missed the rotation's answer.
// Error: invalid_request for another client's token, unless the caller is public and so nobody in
// particular (Logto's difference).
Result<Revocation, OAuthError> decide_revocation(
    const Application& caller, const PresentedToken& token, const std::optional<GrantFacts>& facts
);

class RevocationEndpoint {
 public:
  RevocationEndpoint(const Dependencies& dependencies, const OpaqueTokens& tokens)
      : dependencies_(dependencies), tokens_(tokens) {}

  // POST.
  Task<http::Response> handle(http::Request request);

 private:
  Task<Result<Revocation, OAuthError>> answer(http::Request request);
  Task<void> commit(Grant grant, http::Request request);

  const Dependencies& dependencies_;
  const OpaqueTokens& tokens_;
};

}  // namespace daemun::oidc

#endif
