// The parameters of a request to an endpoint of the protocol. Every endpoint reads them here, so
// that none looks at a text before its length is known.
#ifndef DAEMUN_OIDC_PARAMETERS_H
#define DAEMUN_OIDC_PARAMETERS_H

#include "base/result.h"
#include "http/form.h"
#include "http/request.h"
#include "oidc/oauth_error.h"

#include <cstddef>
#include <optional>
#include <string>
#include <string_view>

namespace daemun::oidc {

inline constexpr std::size_t max_parameter_name = 256;
// A parameter that carries a token or an assertion may be as long as a token.
inline constexpr std::size_t max_parameter = 4096;

// Errors: invalid_request for one that is too long.
Result<void, OAuthError> check_lengths(const http::Form& form);

// Of the query, or for a POST of the body.
// Errors: invalid_request for what is no form, and as check_lengths.
Result<http::Form, OAuthError> parse_parameters(const http::Request& request);

// The value, or nothing for an absent or empty one.
std::optional<std::string> find_parameter(const http::Form& form, std::string_view name);
// Errors: invalid_request for an absent or empty one.
Result<std::string, OAuthError> require_parameter(const http::Form& form, std::string_view name);

}  // namespace daemun::oidc

#endif
