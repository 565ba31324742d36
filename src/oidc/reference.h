// The two secrets that refer to a grant: authorization code and refresh token. Both are base64url
// of the grant's id and a secret whose SHA-256 the grant's row keeps.
//   code          = grant id (16 bytes) || secret (32 bytes)
//   refresh token = grant id (16 bytes) || generation (4 bytes, big endian) || secret (32 bytes)
#ifndef DAEMUN_OIDC_REFERENCE_H
#define DAEMUN_OIDC_REFERENCE_H

#include "base/id.h"
#include "base/secret.h"
#include "crypto/random.h"

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

namespace daemun::oidc {

struct PresentedCode {
  GrantId grant_id;
  Secret secret;
};

struct PresentedRefreshToken {
  GrantId grant_id;
  std::int64_t generation = 0;
  Secret secret;
};

// Nothing for a text of any other form.
std::optional<PresentedCode> parse_code(std::string_view text);
std::optional<PresentedRefreshToken> parse_refresh_token(std::string_view text);

std::string to_text(const PresentedCode& code);
std::string to_text(const PresentedRefreshToken& token);

// A new `jti` (domain/token_id.h), equally long with and without a grant.
std::string make_token_id(crypto::Random& random, const std::optional<GrantId>& grant);

GrantId make_grant_id(crypto::Random& random);
Secret make_reference_secret(crypto::Random& random);

// The secret of the next generation: whoever presents the same token again gets the same successor,
// and nothing usable has to be stored.
Secret successor_secret(const Secret& server_key, const PresentedRefreshToken& presented);

}  // namespace daemun::oidc

#endif
