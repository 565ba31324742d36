// Proof Key for Code Exchange (RFC 7636), S256 only.
#ifndef DAEMUN_OIDC_PKCE_H
#define DAEMUN_OIDC_PKCE_H

#include "base/result.h"
#include "oidc/oauth_error.h"

#include <optional>
#include <string>
#include <string_view>

namespace daemun::oidc {

enum class PkceRule { optional, required };

// The challenge of an authorization request. Errors: invalid_request for a method other than S256,
// a challenge without method, a method without challenge, a malformed challenge, or none where
// required.
Result<std::optional<std::string>, OAuthError> parse_code_challenge(
    std::optional<std::string_view> challenge, std::optional<std::string_view> method, PkceRule rule
);

// Whether the token request's verifier answers the challenge. A verifier without a challenge is
// wrong too (RFC 9700 4.8.2: downgrade).
bool verify_code_verifier(
    const std::optional<std::string>& challenge, const std::optional<std::string>& verifier
);

}  // namespace daemun::oidc

#endif
