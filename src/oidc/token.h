// POST /oidc/token: the checks that every grant shares, then the table of grants.
#ifndef DAEMUN_OIDC_TOKEN_H
#define DAEMUN_OIDC_TOKEN_H

#include "http/request.h"
#include "http/response.h"
#include "oidc/client_authentication.h"
#include "oidc/issue.h"
#include "oidc/token_request.h"

namespace daemun::oidc {

// One file in grants/ and one row here make a grant type.
using Exchange = Task<Result<TokenResponse, OAuthError>> (*)(
    const TokenServices& services, AuthenticatedClient client, TokenRequest request
);

struct GrantRow {
  std::string_view grant_type;
  Exchange exchange;
};

class TokenEndpoint {
 public:
  TokenEndpoint(
      const Dependencies& dependencies, KeyRings& key_rings, const OpaqueTokens& opaque_tokens
  );

  Task<http::Response> handle(http::Request request);

 private:
  // `request` is handle's own and outlives the wait.
  Task<Result<TokenResponse, OAuthError>> exchange(const http::Request* request);

  TokenServices services_;
};

}  // namespace daemun::oidc

#endif
