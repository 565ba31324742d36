#include "oidc/live_token.h"

#include "oidc/application_access.h"
#include "oidc/userinfo.h"

#include <utility>

namespace daemun::oidc {

Task<Result<LiveToken, OAuthError>> load_live_token(
    const Dependencies* dependencies, const OpaqueTokens* tokens, std::string text
) {
  const auto token = tokens->open(text);
  if (!token) {
    co_return OAuthError{
        .code = OAuthErrorCode::invalid_token,
        .description = "invalid token provided",
        .detail = "not a token of this tenant"};
  }
  auto [facts, client] = co_await load_grant_of_now(*dependencies, token->grant_id);
  auto scopes = decide_userinfo(*token, facts, dependencies->clock.now());
  if (!scopes) co_return scopes.error();
  LiveToken live{.client = std::move(client), .scopes = *std::move(scopes)};
  live.user = *std::move(facts->user);
  live.grant = std::move(facts->grant);
  co_return live;
}

}  // namespace daemun::oidc
