#include "oidc/grants/redemption.h"

#include "crypto/digest.h"
#include "oidc/grants/revocation.h"
#include "oidc/lifetimes.h"
#include "oidc/reference.h"
#include "oidc/tables.h"
#include "oidc/user_tokens.h"
#include "storage/grant_store.h"

#include <algorithm>

namespace daemun::oidc {
namespace {

RefreshState first_refresh_state(
    const PresentedRefreshToken& token, TimePoint expires_at, TimePoint now
) {
  return RefreshState{
      .generation = token.generation,
      .secret_hash = crypto::sha256(token.secret.reveal()),
      .previous_secret_hash = std::nullopt,
      .issued_at = now,
      .chain_started_at = now,
      .expires_at = expires_at,
  };
}

// The grant as it will be.
Grant redeemed(Grant grant, TimePoint now) {
  grant.code.redeemed_at = now;
  grant.expires_at = now + opaque_access_token_ttl;
  return grant;
}

}  // namespace

bool issues_refresh_token(const Grant& grant, const Application& client) {
  if (!allows_grant(client, grant_refresh_token)) return false;
  const bool is_web = client.type != ApplicationType::native;
  return grant.is_offline || (is_web && client.custom_client_metadata.always_issue_refresh_token);
}

Task<Result<TokenResponse, OAuthError>> redeem_grant(
    const TokenServices& services,
    AuthenticatedClient client,
    TokenRequest request,
    Redemption redemption
) {
  const auto& dependencies = services.dependencies;
  const auto now = dependencies.clock.now();
  const auto tokens = co_await load_user_tokens(services, client, redemption.facts, request.access);
  if (!tokens) co_return tokens.error();
  Grant grant = redeemed(redemption.facts.grant, now);
  grant.expires_at = std::max(grant.expires_at, TimePoint(now + tokens->access_token.ttl));

  std::optional<PresentedRefreshToken> refresh_token;
  if (issues_refresh_token(grant, *client)) {
    refresh_token = PresentedRefreshToken{
        .grant_id = grant.id,
        .generation = 1,
        .secret = make_reference_secret(dependencies.random),
    };
    const auto expires_at =
        std::min(now + refresh_token_ttl(*client), grant.created_at + grant_ttl);
    grant.refresh = first_refresh_state(*refresh_token, expires_at, now);
    grant.expires_at = std::max(grant.expires_at, TimePoint(expires_at));
  }
  const storage::GrantStore grants(dependencies.database, dependencies.tenant);
  redemption.plan.add(grants.redeem_code(grant)).add(audit_exchange(services, grant, request));
  const auto committed = co_await dependencies.database.commit(std::move(redemption.plan));
  if (!committed) {
    // Somebody redeemed it between our look and our write: that is a second use.
    const GrantRefusal lost{
        .error = invalid_grant("code used twice at once"), .replay = Replay::yes};
    co_return co_await refuse_grant(services, redemption.facts.grant, lost, request);
  }
  // The code is spent: what follows neither waits nor reads.
  dependencies.journal.note_presence(grant.user_id, now);
  auto response = make_user_tokens(services, *tokens);
  if (refresh_token) response.refresh_token = to_text(*refresh_token);
  response.is_audited = true;
  co_return response;
}

}  // namespace daemun::oidc
