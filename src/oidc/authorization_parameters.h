// From raw parameters to a checked AuthorizationRequest (OpenID Connect Core 3.1.2.1, RFC 7636,
// RFC 8707), in two stages: first where an answer may go, then everything else. What fails in the
// first stage is never redirected.
#ifndef DAEMUN_OIDC_AUTHORIZATION_PARAMETERS_H
#define DAEMUN_OIDC_AUTHORIZATION_PARAMETERS_H

#include "base/result.h"
#include "domain/authorization_request.h"
#include "http/form.h"
#include "http/request.h"
#include "oidc/client.h"
#include "oidc/oauth_error.h"

#include <string>
#include <string_view>

namespace daemun::oidc {

// The parameters of GET (query) or POST (form). In a query a resource with commas is several
// resources, as Logto has it.
// Errors: invalid_request.
Result<http::Form, OAuthError> parse_authorization_form(const http::Request& request);

// Errors: invalid_request when it is missing or repeated.
Result<ApplicationId, OAuthError> parse_client_id(const http::Form& form);

// Where and how answers to this request go.
struct ResponseTarget {
  std::string redirect_uri{};
  bool redirect_uri_given = true;
  ResponseMode mode = ResponseMode::query;
  std::optional<std::string> state{};
};

// Errors: invalid_redirect_uri, invalid_request when it is missing or repeated.
Result<ResponseTarget, OAuthError> parse_response_target(
    const http::Form& form, const Application& client
);

// Whether a parameter of that name has an effect here. Others are ignored, and kept nowhere.
bool is_used_parameter(std::string_view name);

// Errors: invalid_request, invalid_scope, invalid_target, request_not_supported,
// request_uri_not_supported, unsupported_response_type.
Result<AuthorizationRequest, OAuthError> parse_authorization_parameters(
    const http::Form& form, const Application& client, const ResponseTarget& target
);

// The request of a device (RFC 8628 3.1): scopes, resources and acr_values.
// Errors: invalid_request, invalid_scope, invalid_target.
Result<AuthorizationRequest, OAuthError> parse_device_parameters(
    const http::Form& form, const Application& client
);

}  // namespace daemun::oidc

#endif
