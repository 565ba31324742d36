// JWT access tokens at an API (RFC 9068 4).
#ifndef DAEMUN_AUTH_ACCESS_TOKEN_H
#define DAEMUN_AUTH_ACCESS_TOKEN_H

#include "base/clock.h"
#include "base/result.h"
#include "daemun/auth/error.h"
#include "daemun/auth/provider.h"
#include "jose/claims.h"
#include "jose/jwks.h"

#include <string>
#include <string_view>
#include <vector>

namespace daemun::auth {

struct AccessToken {
  std::string issuer{};
  // The user, or the client itself in a token of client credentials.
  std::string subject{};
  std::string client_id{};
  std::vector<std::string> scopes{};
  // Of Logto and Daemun: the organization in which the scopes hold.
  std::string organization_id{};
  TimePoint expires_at{};
  jose::Claims claims{json::object{}};
};

struct AccessTokenRules {
  // This API, as the provider knows it.
  std::string audience{};
  // All of them must be there.
  std::vector<std::string> scopes{};
  // Empty: whatever algorithm the provider's key has.
  std::vector<crypto::SignatureAlgorithm> algorithms{};
  Seconds leeway{30};
};

// In this order:
//   token_not_valid       RFC 9068 4: typ at+jwt (unless the provider is known to leave it out),
//                         signature, iss, aud, exp; iat and sub
//   not_an_access_token   without a type of its own, a token with nonce, at_hash, c_hash or events
//   is
//                         an ID token or a logout token (RFC 8725 3.12)
//   missing_claim         RFC 9068 2.2: client_id; jti too where the token names its type
//   sender_constrained    `cnf`: useless to whoever merely has it (RFC 7800 3.1), and proof is not
//                         asked for here
//   insufficient_scope    RFC 6750 3.1
Result<AccessToken, AuthError> verify_access_token(
    std::string_view token,
    const jose::KeySet& keys,
    const Provider& provider,
    const AccessTokenRules& rules,
    TimePoint now
);

}  // namespace daemun::auth

#endif
