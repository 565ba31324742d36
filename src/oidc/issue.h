// Making the tokens of a reply, once everything is decided.
#ifndef DAEMUN_OIDC_ISSUE_H
#define DAEMUN_OIDC_ISSUE_H

#include "domain/grant.h"
#include "oidc/access_token.h"
#include "oidc/claims.h"
#include "oidc/client.h"
#include "oidc/dependencies.h"
#include "oidc/key_ring.h"
#include "oidc/opaque_token.h"

#include <optional>
#include <string>

namespace daemun::oidc {

// The means of the grants, made once for each tenant.
struct TokenServices {
  const Dependencies& dependencies;
  KeyRings& key_rings;
  const OpaqueTokens& opaque_tokens;
  Secret successor_key;  // for successor_secret
};

// The reply's members (RFC 6749 5.1); absent ones are left out.
struct TokenResponse {
  std::string access_token{};
  Seconds expires_in{0};
  std::optional<std::string> id_token{};
  std::optional<std::string> refresh_token{};
  std::optional<std::string> scope{};
};

struct AccessTokenSubject {
  std::string subject{};  // the user, or the client itself
  ApplicationId client_id{};
  std::optional<GrantId> grant_id{};  // of all tokens of users
  std::optional<std::string> act{};   // of exchanged JWTs: a JSON object (RFC 8693 4.1)
};

// RFC 9068 for an audience, else a sealed reference to the grant.
std::string make_access_token(
    const TokenServices& services,
    const KeyRing& keys,
    const AccessTokenSubject& subject,
    const AccessTokenSpec& spec,
    TimePoint now
);

// A reply needs these besides the grant; they are loaded before anything is spent.
struct ReplyFacts {
  std::shared_ptr<const KeyRing> keys{};
  ClientPtr client{};
  std::vector<std::string> id_token_scopes{};  // those in effect; without `openid` no ID token
  ClaimRules rules{};
  std::optional<ClaimFacts> claims{};  // for an ID token
};

// OpenID Connect Core 2. No at_hash, as Logto has it; acr and amr where two factors signed in,
// or the application asked. Claims that do not fit are left to userinfo (oidc/token_size.h).
std::string make_id_token(
    const TokenServices& services, const Grant& grant, const ReplyFacts& facts, TimePoint now
);

Task<ReplyFacts> load_reply_facts(
    const TokenServices& services,
    ClientPtr client,
    User user,
    std::vector<std::string> granted_scopes,
    AccessRequest request
);

std::string to_json_text(const TokenResponse& response);

}  // namespace daemun::oidc

#endif
