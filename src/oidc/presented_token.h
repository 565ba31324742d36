// A token that a client asks about or gives back (RFC 7662 2.1, RFC 7009 2.1): either kind that
// refers to a grant. token_type_hint is not needed: the two forms differ.
#ifndef DAEMUN_OIDC_PRESENTED_TOKEN_H
#define DAEMUN_OIDC_PRESENTED_TOKEN_H

#include "base/result.h"
#include "http/form.h"
#include "http/request.h"
#include "oidc/oauth_error.h"
#include "oidc/opaque_token.h"
#include "oidc/reference.h"

#include <optional>
#include <string>
#include <string_view>
#include <variant>

namespace daemun::oidc {

using PresentedToken = std::variant<OpaqueToken, PresentedRefreshToken>;

// Nothing for a text of neither form.
std::optional<PresentedToken> parse_presented_token(
    const OpaqueTokens& tokens, std::string_view text
);

const GrantId& grant_id_of(const PresentedToken& token);

// The parameters of a request that clients send.
// Errors: as parse_parameters, and invalid_request for one given twice (RFC 6749 3.2).
Result<http::Form, OAuthError> parse_client_form(const http::Request& request);

// The form's `token`.
// Errors: invalid_request when it is missing; unsupported_token_type, with those words, for a JWT:
// it stands for itself and nobody here keeps it.
Result<std::string, OAuthError> parse_token_parameter(
    const http::Form& form, std::string_view jwt_refusal
);

}  // namespace daemun::oidc

#endif
