// POST /oidc/token: the phases that every grant shares, and the table of grants.
#ifndef DAEMUN_OIDC_TOKEN_H
#define DAEMUN_OIDC_TOKEN_H

#include "domain/audit_event.h"
#include "http/request.h"
#include "http/response.h"
#include "oidc/client_authentication.h"
#include "oidc/grant_type.h"
#include "oidc/issue.h"
#include "oidc/token_request.h"

namespace daemun::oidc {

struct GrantRow;

// A request that may go to its grant type.
struct TokenCall {
  const GrantRow* row;
  http::Form form;
  AccessRequest access;
  AuthenticatedClient client;
  AuditEvent event;  // the request's line of the audit log
};

// One file in grants/ and one row in token.cpp make a grant type.
struct GrantRow {
  std::string_view grant_type;
  // `call` is the endpoint's own and outlives the wait.
  Task<Planned> (*plan)(const TokenServices& services, const TokenCall* call);
};

class TokenEndpoint {
 public:
  TokenEndpoint(
      const Dependencies& dependencies, KeyRings& key_rings, const OpaqueTokens& opaque_tokens
  );

  Task<http::Response> handle(http::Request request);

 private:
  // The arguments are handle's own and outlive the wait.
  Task<Result<TokenCall, OAuthError>> admit(const http::Request* request);
  Task<Result<TokenResponse, OAuthError>> exchange(TokenCall* call);

  TokenServices services_;
};

// Writes the refusal into the audit log, and ends the grant if it was a replay. The error to answer
// with.
Task<OAuthError> refuse_exchange(
    const Dependencies& dependencies, AuditEvent event, GrantRefusal refusal
);

}  // namespace daemun::oidc

#endif
