// How large our tokens become, in one place: what is issued here is accepted here, in a header, in
// a form and, as id_token_hint, in a URL.
#ifndef DAEMUN_OIDC_TOKEN_SIZE_H
#define DAEMUN_OIDC_TOKEN_SIZE_H

#include "base/result.h"
#include "jose/verify.h"
#include "oidc/oauth_error.h"

#include <cstddef>
#include <string>
#include <vector>

namespace daemun::oidc {

// Of the 8 KB that a URL may have (http/server.h), 2 KB are left to the other parameters.
inline constexpr std::size_t max_id_token_bytes = 6 * 1024;
// Header and signature of a JWT: an RSA key of 4096 bits takes 683 characters.
inline constexpr std::size_t jwt_frame_bytes = 1024;
// Base64url makes four characters of three bytes.
inline constexpr std::size_t max_id_token_claims_bytes =
    (max_id_token_bytes - jwt_frame_bytes) / 4 * 3;
// The only member of an access token that has no bound of its own.
inline constexpr std::size_t max_scope_bytes = 8 * 1024;
static_assert(max_id_token_bytes <= jose::max_token_size);
static_assert((max_scope_bytes + 2048) / 3 * 4 + jwt_frame_bytes <= jose::max_token_size);

struct FittedClaims {
  std::string text;                   // a JSON object
  std::vector<std::string> left_out;  // names, largest first
};

// `claims` is a JSON object. Leaves out the largest claims about the user, which userinfo has as
// well, until the rest has at most `limit` bytes; never what makes it an ID token.
FittedClaims fit_claims(std::string claims, std::size_t limit);

// Errors: invalid_scope when the scopes do not fit into a JWT access token.
Result<void, OAuthError> check_scope_size(const std::vector<std::string>& scopes);

}  // namespace daemun::oidc

#endif
