// A protocol refusal as a value (RFC 6749 5.2, RFC 6750 3.1, OpenID Connect Core 3.1.2.6) and the
// one place where it becomes an answer.
#ifndef DAEMUN_OIDC_OAUTH_ERROR_H
#define DAEMUN_OIDC_OAUTH_ERROR_H

#include "base/result.h"
#include "http/form.h"
#include "http/request.h"
#include "http/response.h"

#include <optional>
#include <span>
#include <string>
#include <string_view>

namespace daemun::oidc {

enum class OAuthErrorCode {
  access_denied,
  authorization_pending,
  consent_required,
  expired_token,
  insufficient_scope,
  interaction_required,
  invalid_client,
  invalid_grant,
  invalid_redirect_uri,
  invalid_request,
  invalid_request_uri,
  invalid_scope,
  invalid_target,
  invalid_token,
  login_required,
  request_not_supported,
  request_uri_not_supported,
  server_error,
  unauthorized_client,
  unsupported_grant_type,
  unsupported_response_type,
  unsupported_token_type,
};

std::string_view to_string(OAuthErrorCode code);

// Which pages may read an answer: those of any origin, or this server's own alone.
enum class Exposure { any_origin, same_origin };

// Whether a bearer challenge says what was wrong. RFC 6750 3.1: a request without a token is told
// that one is needed and nothing else.
enum class Challenge { explained, bare };

// Whether the refusal of a token request has a line in the audit log.
enum class Audit { no, yes };

// The client sees code, description and scope; administrators see the detail; people read the
// phrase.
struct OAuthError {
  OAuthErrorCode code = OAuthErrorCode::server_error;
  std::string description = {};  // public: plain ASCII, without the user's input
  std::string detail = {};       // the reason in log and audit log; empty: the description
  // The scopes that were too many, for invalid_scope and insufficient_scope.
  std::optional<std::string> scope = std::nullopt;
  // Other than the code's usual status.
  std::optional<int> status = std::nullopt;
  Audit audit = Audit::yes;
  Exposure exposure = Exposure::any_origin;
  Challenge challenge = Challenge::explained;
  // Logto's key of the message in the reader's language; empty: "oidc." and the code.
  std::string_view phrase = {};
};

int status_of(const OAuthError& error);

// The refusals that several places give, in Logto's words.
OAuthError invalid_request(std::string description);
// A dialogue that is lost, whichever endpoint notices: invalid_request with a phrase of its own.
OAuthError lost_session(std::string description);
OAuthError invalid_grant(std::string detail);  // description: "grant request is invalid"
OAuthError invalid_target();                   // "resource indicator is missing, or unknown"
OAuthError missing_parameter(std::string_view name);
// Whether none of these parameters is given more than once (RFC 6749 3.1). Error: invalid_request.
Result<void, OAuthError> check_single(
    const http::Form& form, std::span<const std::string_view> names
);

// Members that an authorization response's error body carries besides.
struct ErrorContext {
  std::optional<std::string> state = std::nullopt;
  std::optional<std::string> issuer = std::nullopt;
};

// {code, message, error_uri?, error, error_description, scope?, state?, iss?}, always JSON, with
// Cache-Control: no-store. `?parse_error=false` leaves out what is Logto's own. `message` speaks
// the reader's language (query `locale`, then Accept-Language).
http::Response to_response(
    const OAuthError& error, const http::Request& request, const ErrorContext& context = {}
);

}  // namespace daemun::oidc

#endif
