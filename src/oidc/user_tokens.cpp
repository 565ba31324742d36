#include "oidc/user_tokens.h"

#include "base/text.h"
#include "oidc/application_access.h"
#include "oidc/tables.h"

#include <utility>

namespace daemun::oidc {

Task<Result<UserTokens, OAuthError>> load_user_tokens(
    const TokenServices& services,
    AuthenticatedClient client,
    GrantFacts facts,
    AccessRequest request
) {
  const auto& dependencies = services.dependencies;
  if (!is_alive(facts, dependencies.clock.now())) co_return invalid_grant("grant ended");
  UserTokens tokens;
  tokens.grant = std::move(facts.grant);
  tokens.grant.scopes = scopes_of_now(std::move(tokens.grant.scopes), *client);
  const auto default_resource = co_await dependencies.settings.find_default_resource();
  auto target = decide_target(tokens.grant, request, default_resource);
  if (!target) co_return target.error();
  request.resource = std::move(*target);
  const auto access =
      co_await load_access_facts(dependencies, tokens.grant.user_id, client.pointer(), request);
  auto spec = decide_access_token(tokens.grant, *client, request, access);
  if (!spec) co_return spec.error();
  tokens.access_token = std::move(*spec);
  tokens.reply = co_await load_reply_facts(
      services, client.pointer(), *std::move(facts.user), tokens.grant.scopes, request
  );
  co_return tokens;
}

TokenResponse make_user_tokens(const TokenServices& services, const UserTokens& tokens) {
  const auto now = services.dependencies.clock.now();
  const AccessTokenSpec& spec = tokens.access_token;
  const User& user = tokens.reply.claims.user;
  const AccessTokenSubject subject{
      .subject = user.id.value(), .client_id = tokens.grant.client_id, .grant_id = tokens.grant.id};
  TokenResponse response{
      .access_token = make_access_token(services, *tokens.reply.keys, subject, spec, now),
      .expires_in = spec.ttl,
      .scope = join(spec.scopes.value_or(std::vector<std::string>{})),
      .user_id = user.id,
  };
  if (contains(tokens.reply.id_token_scopes, scope::openid)) {
    response.id_token = make_id_token(services, tokens.grant, tokens.reply, now);
  }
  return response;
}

}  // namespace daemun::oidc
