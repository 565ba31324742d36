// The opaque access token: a sealed reference to a grant. Issuing it costs no write, and it is
// worth something only while the grant is.
#ifndef DAEMUN_OIDC_OPAQUE_TOKEN_H
#define DAEMUN_OIDC_OPAQUE_TOKEN_H

#include "base/clock.h"
#include "base/id.h"
#include "crypto/random.h"
#include "domain/grant.h"
#include "storage/vault.h"

#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace daemun::oidc {

struct OpaqueToken {
  GrantId grant_id;
  TimePoint issued_at{};
  TimePoint expires_at{};
  // When the token has fewer scopes than its grant.
  std::optional<std::vector<std::string>> narrowed_scopes;
};

// The token's scopes of those that its grant still has.
std::vector<std::string> scopes_of(const OpaqueToken& token, const Grant& grant);

class OpaqueTokens {
 public:
  OpaqueTokens(const storage::Vault& vault, const TenantId& tenant, crypto::Random& random);

  // base64url, no dots.
  std::string seal(const OpaqueToken& token) const;
  // Nothing for what this tenant has not sealed. Expiry is the caller's to check.
  std::optional<OpaqueToken> open(std::string_view text) const;

 private:
  Secret key_;
  std::string associated_data_;
  crypto::Random& random_;
};

}  // namespace daemun::oidc

#endif
