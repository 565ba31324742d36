#include "oidc/presented_token.h"

#include "oidc/parameters.h"

#include <algorithm>

namespace daemun::oidc {

std::optional<PresentedToken> parse_presented_token(
    const OpaqueTokens& tokens, std::string_view text
) {
  if (auto opaque = tokens.open(text)) return *std::move(opaque);
  if (auto refresh = parse_refresh_token(text)) return *std::move(refresh);
  return std::nullopt;
}

const GrantId& grant_id_of(const PresentedToken& token) {
  if (const auto* opaque = std::get_if<OpaqueToken>(&token)) return opaque->grant_id;
  return std::get<PresentedRefreshToken>(token).grant_id;
}

Result<http::Form, OAuthError> parse_client_form(const http::Request& request) {
  auto form = parse_parameters(request);
  if (!form) return form.error();
  if (form->find_duplicate()) return invalid_request("parameters must not be provided twice");
  return *std::move(form);
}

Result<std::string, OAuthError> parse_token_parameter(
    const http::Form& form, std::string_view jwt_refusal
) {
  auto token = require_parameter(form, "token");
  if (!token) return token.error();
  if (std::count(token->begin(), token->end(), '.') == 2) {
    return OAuthError{
        .code = OAuthErrorCode::unsupported_token_type,
        .description = std::string(jwt_refusal),
        .detail = {},
    };
  }
  return token;
}

}  // namespace daemun::oidc
