#include "oidc/organization_token.h"

#include "base/text.h"
#include "domain/token_id.h"
#include "jose/verify.h"
#include "oidc/tables.h"

#include <utility>

namespace daemun::oidc {
namespace {

OAuthError invalid_token(std::string detail) {
  return OAuthError{
      .code = OAuthErrorCode::invalid_token,
      .description = "invalid token provided",
      .detail = std::move(detail)};
}

OAuthError refusal_of(const jose::JoseError& error) {
  if (error.code != jose::JoseError::Code::wrong_audience) return invalid_token(error.description);
  return OAuthError{
      .code = OAuthErrorCode::access_denied,
      .description = "the token is for another audience",
      .status = 403};
}

}  // namespace

Result<void, OAuthError> decide_holder(
    const jose::Claims& claims, const GrantOfNow& grant, TimePoint now
) {
  if (*claims.exp() <= now) return invalid_token("the token has expired");
  if (!grant.facts || !is_alive(*grant.facts, now)) return invalid_token("the grant is not alive");
  const auto& holder = grant.facts->grant;
  if (claims.sub() != holder.user_id.value()) return invalid_token("the grant is another user's");
  if (claims.client_id() != holder.client_id.value())
    return invalid_token("the grant is another client's");
  return {};
}

Result<std::vector<std::string>, OAuthError> decide_permissions(
    const jose::Claims& claims,
    const Application& client,
    const AccessRequest& request,
    const AccessFacts& facts
) {
  if (auto checked = check_membership(client, request, facts); !checked) return checked.error();
  const auto held = effective_organization_scopes(facts.membership->organization_scopes, client);
  return intersection(split_words(claims.scope().value_or("")), held);
}

Task<Result<LiveToken, OAuthError>> load_organization_token(
    const Dependencies* dependencies,
    KeyRings* key_rings,
    std::string text,
    OrganizationId organization
) {
  const auto ring = co_await key_rings->current();
  const jose::Expectations expectations{
      .issuer = dependencies->issuer(),
      .audience = std::string(organization_audience_prefix) + organization.value(),
      .type = jose::TokenType::access_token,
  };
  const auto now = dependencies->clock.now();
  const auto claims = jose::verify(text, ring->key_set(), expectations, now);
  if (!claims) co_return refusal_of(claims.error());
  // Tokens of machines name no grant.
  auto grant_id = parse_token_id(claims->jti().value_or(""));
  if (!grant_id) co_return invalid_token("no grant");
  auto grant = co_await load_grant_of_now(*dependencies, *std::move(grant_id));
  if (auto holder = decide_holder(*claims, grant, now); !holder) co_return holder.error();
  const AccessRequest request{.organization_id = std::move(organization)};
  auto& facts = *grant.facts;
  const auto access =
      co_await load_access_facts(*dependencies, facts.user->id, grant.client, &request);
  auto permissions = decide_permissions(*claims, *grant.client, request, access);
  if (!permissions) co_return permissions.error();
  LiveToken live{.client = std::move(grant.client), .scopes = *std::move(permissions)};
  live.user = *std::move(facts.user);
  live.grant = std::move(facts.grant);
  co_return live;
}

}  // namespace daemun::oidc
