#include "oidc/oauth_error.h"

#include "base/encoding.h"
#include "base/json.h"
#include "base/log.h"
#include "domain/error_phrases.h"
#include "domain/language.h"

namespace daemun::oidc {
namespace {

struct CodeRow {
  OAuthErrorCode code;
  std::string_view word;
  int status;
};

constexpr CodeRow code_rows[] = {
    {OAuthErrorCode::access_denied, "access_denied", 400},
    {OAuthErrorCode::authorization_pending, "authorization_pending", 400},
    {OAuthErrorCode::consent_required, "consent_required", 400},
    {OAuthErrorCode::expired_token, "expired_token", 400},
    {OAuthErrorCode::insufficient_scope, "insufficient_scope", 403},
    {OAuthErrorCode::interaction_required, "interaction_required", 400},
    {OAuthErrorCode::invalid_client, "invalid_client", 401},
    {OAuthErrorCode::invalid_grant, "invalid_grant", 400},
    {OAuthErrorCode::invalid_redirect_uri, "invalid_redirect_uri", 400},
    {OAuthErrorCode::invalid_request, "invalid_request", 400},
    {OAuthErrorCode::invalid_request_uri, "invalid_request_uri", 400},
    {OAuthErrorCode::invalid_scope, "invalid_scope", 400},
    {OAuthErrorCode::invalid_target, "invalid_target", 400},
    {OAuthErrorCode::invalid_token, "invalid_token", 401},
    {OAuthErrorCode::login_required, "login_required", 400},
    {OAuthErrorCode::request_not_supported, "request_not_supported", 400},
    {OAuthErrorCode::request_uri_not_supported, "request_uri_not_supported", 400},
    {OAuthErrorCode::server_error, "server_error", 500},
    {OAuthErrorCode::unauthorized_client, "unauthorized_client", 400},
    {OAuthErrorCode::unsupported_grant_type, "unsupported_grant_type", 400},
    {OAuthErrorCode::unsupported_response_type, "unsupported_response_type", 400},
    {OAuthErrorCode::unsupported_token_type, "unsupported_token_type", 400},
};

const CodeRow& row_of(OAuthErrorCode code) {
  for (const auto& row : code_rows) {
    if (row.code == code) return row;
  }
  return code_rows[0];
}

// Where Logto sends developers who meet the most common error.
constexpr std::string_view invalid_grant_help = "https://openid.sh/debug/invalid_grant";

std::string phrase_key(const OAuthError& error) {
  if (!error.phrase.empty()) return std::string(error.phrase);
  return "oidc." + std::string(to_string(error.code));
}

Language language_of(const http::Request& request, const http::Form& query) {
  const auto accepted = request.header("accept-language").value_or("");
  return pick_language(query.find("locale").value_or(""), accepted);
}

}  // namespace

std::string_view to_string(OAuthErrorCode code) {
  return row_of(code).word;
}

int status_of(const OAuthError& error) {
  return error.status.value_or(row_of(error.code).status);
}

OAuthError invalid_request(std::string description) {
  return OAuthError{.code = OAuthErrorCode::invalid_request, .description = std::move(description)};
}

OAuthError lost_session(std::string description) {
  auto error = invalid_request(std::move(description));
  error.phrase = "session.not_found";
  return error;
}

OAuthError invalid_grant(std::string detail) {
  return OAuthError{
      .code = OAuthErrorCode::invalid_grant,
      .description = "grant request is invalid",
      .detail = std::move(detail),
  };
}

OAuthError invalid_target() {
  return OAuthError{
      .code = OAuthErrorCode::invalid_target,
      .description = "resource indicator is missing, or unknown",
  };
}

OAuthError missing_parameter(std::string_view name) {
  return invalid_request("missing required parameter '" + std::string(name) + "'");
}

Result<void, OAuthError> check_single(
    const http::Form& form, std::span<const std::string_view> names
) {
  for (const auto name : names) {
    if (form.count(name) > 1) {
      return invalid_request("'" + std::string(name) + "' parameter must not be provided twice");
    }
  }
  return {};
}

http::Response to_response(
    const OAuthError& error, const http::Request& request, const ErrorContext& context
) {
  if (!error.detail.empty()) {
    log_info(
        "oauth_refused",
        {{"request_id", request.request_id},
         {"error", to_string(error.code)},
         {"detail", error.detail}}
    );
  }
  const auto parsed_query = http::parse_form(request.query);
  const http::Form query = parsed_query ? *parsed_query : http::Form();
  JsonWriter body;
  if (query.find("parse_error") != "false") {
    const auto key = phrase_key(error);
    body.add("code", key);
    body.add("message", error_phrase(key, language_of(request, query)));
    if (error.code == OAuthErrorCode::invalid_grant) body.add("error_uri", invalid_grant_help);
  }
  body.add("error", to_string(error.code));
  if (!error.description.empty()) body.add("error_description", error.description);
  if (error.scope) body.add("scope", *error.scope);
  if (context.state) body.add("state", *context.state);
  if (context.issuer) body.add("iss", *context.issuer);
  auto response = http::json_response(status_of(error), std::move(body).take());
  response.set("cache-control", "no-store");
  return response;
}

}  // namespace daemun::oidc
