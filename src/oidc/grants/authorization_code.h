// grant_type=authorization_code (RFC 6749 4.1.3, RFC 7636 4.6, OpenID Connect Core 3.1.3).
#ifndef DAEMUN_OIDC_GRANTS_AUTHORIZATION_CODE_H
#define DAEMUN_OIDC_GRANTS_AUTHORIZATION_CODE_H

#include "oidc/client_authentication.h"
#include "oidc/grant_type.h"

namespace daemun::oidc {

// The authorization request has said scopes and organization; like Logto the grant ignores them
// here.
struct CodeRequest {
  std::string code{};
  std::optional<std::string> redirect_uri{};
  std::optional<std::string> code_verifier{};
  std::optional<std::string> resource{};
};

// Errors: invalid_request without a code.
Result<CodeRequest, OAuthError> parse_code_request(const http::Form& form, AccessRequest access);

// Whether the code may be redeemed. Errors: invalid_grant; a second use of it (RFC 6749 4.1.2) and
// a wrong or missing verifier end the grant.
Planned decide_code_exchange(
    const CodeRequest& request,
    const Application& client,
    const PresentedCode& code,
    GrantFacts facts,
    TimePoint now
);

// Errors: invalid_grant.
Task<Planned> plan_code_exchange(
    const TokenServices& services, AuthenticatedClient client, CodeRequest request
);

}  // namespace daemun::oidc

#endif
