#include "oidc/userinfo.h"

#include "base/text.h"
#include "oidc/application_access.h"
#include "oidc/client.h"
#include "oidc/client_authentication.h"
#include "oidc/presented_token.h"
#include "oidc/tables.h"

namespace daemun::oidc {

namespace {

OAuthError invalid_token(std::string detail) {
  return OAuthError{
      .code = OAuthErrorCode::invalid_token,
      .description = "invalid token provided",
      .detail = std::move(detail),
  };
}

// RFC 6750 2.1: "Bearer" and one token.
Result<Secret, OAuthError> parse_authorization(std::string_view header) {
  const auto words = split_words(header);
  if (words.size() != 2) return invalid_request("invalid authorization header value format");
  if (!equals_ignoring_ascii_case(words[0], "bearer")) {
    return invalid_request("authorization header scheme must be `Bearer`");
  }
  return Secret(words[1]);
}

}  // namespace

Result<Secret, OAuthError> parse_bearer_token(
    const http::Request& request, const http::Form& form
) {
  const auto header = request.header("authorization");
  const auto in_form = form.find("access_token");
  if (header && in_form) {
    return invalid_request("access token must only be provided using one mechanism");
  }
  if (header) return parse_authorization(*header);
  if (in_form) return Secret(std::string(*in_form));
  return OAuthError{
      .code = OAuthErrorCode::invalid_token,
      .description = "no access token provided",
      .challenge = Challenge::bare,
  };
}

Result<std::vector<std::string>, OAuthError> decide_userinfo(
    const OpaqueToken& token, const std::optional<GrantFacts>& facts, TimePoint now
) {
  if (token.expires_at <= now) return invalid_token("the token has expired");
  // Logto answers 400 invalid_grant for a user who is suspended or gone. To the client the token is
  // as dead as a revoked one; it learns no more about the user than that.
  if (!facts || !is_alive(*facts, now)) return invalid_token("the grant is not alive");
  const auto scopes = scopes_of(token, facts->grant);
  if (!contains(scopes, scope::openid)) {
    return OAuthError{
        .code = OAuthErrorCode::insufficient_scope,
        .description = "access token missing openid scope",
        .scope = std::string(scope::openid),
    };
  }
  return scopes;
}

http::Response bearer_error_response(
    const Dependencies& dependencies, const OAuthError& error, const http::Request& request
) {
  auto response = client_error_response(dependencies, error, request);
  std::string challenge = "Bearer realm=\"" + dependencies.issuer() + "\"";
  if (error.challenge == Challenge::explained) {
    challenge += ", error=\"" + std::string(to_string(error.code)) + "\", error_description=\"" +
                 error.description + "\"";
    if (error.scope) challenge += ", scope=\"" + *error.scope + "\"";
  }
  response.set("WWW-Authenticate", challenge);
  return response;
}

Task<http::Response> Userinfo::handle(http::Request request) {
  const auto body = co_await answer(&request);
  if (!body) co_return bearer_error_response(dependencies_, body.error(), request);
  auto response = http::json_response(200, *body);
  response.set("Cache-Control", "no-store");
  add_cors_headers(response, request);
  co_return response;
}

Task<Result<std::string, OAuthError>> Userinfo::answer(const http::Request* request) {
  http::Form form;
  if (request->method == http::Method::post) {
    auto parsed = parse_client_form(*request);
    if (!parsed) co_return parsed.error();
    form = *std::move(parsed);
  }
  const auto text = parse_bearer_token(*request, form);
  if (!text) co_return text.error();
  // A JWT does not open: tokens for API resources are not for this endpoint.
  const auto token = tokens_.open(text->reveal());
  if (!token) co_return invalid_token("not a token of this tenant");

  auto [facts, client] = co_await load_grant_of_now(dependencies_, token->grant_id);
  const auto scopes = decide_userinfo(*token, facts, dependencies_.clock.now());
  if (!scopes) co_return scopes.error();
  const auto origin = check_origin(dependencies_, *client, *request);
  if (!origin) co_return origin.error();

  const auto rules = co_await load_claim_rules(dependencies_, client, ClaimsTarget::userinfo);
  const auto needs = claim_needs(*scopes, rules);
  const auto claims = co_await load_claim_facts(dependencies_, *std::move(facts->user), needs);
  JsonWriter writer;
  add_user_claims(writer, *scopes, claims, rules);
  co_return std::move(writer).take();
}

}  // namespace daemun::oidc
