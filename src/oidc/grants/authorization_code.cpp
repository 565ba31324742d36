#include "oidc/grants/authorization_code.h"

#include "base/text.h"
#include "crypto/digest.h"
#include "oidc/grants/revocation.h"
#include "oidc/lifetimes.h"
#include "oidc/pkce.h"
#include "oidc/tables.h"
#include "storage/grant_store.h"

namespace daemun::oidc {
namespace {

GrantRefusal refused(std::string detail) {
  return GrantRefusal{.error = invalid_grant(std::move(detail))};
}

// RFC 6749 4.1.3: repeated when the authorization request had it, and then to the letter.
bool matches_redirect(const TokenRequest& request, const CodeState& code) {
  if (!request.redirect_uri) return !code.redirect_uri_given;
  return *request.redirect_uri == code.redirect_uri;
}

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

}  // namespace

Result<Grant, GrantRefusal> decide_code_exchange(
    const TokenRequest& request,
    const Application& client,
    const PresentedCode& code,
    const GrantFacts& facts,
    TimePoint now
) {
  const Grant& grant = facts.grant;
  if (!equals_in_constant_time(grant.code.secret_hash, crypto::sha256(code.secret.reveal()))) {
    return refused("wrong code secret");
  }
  if (grant.client_id != client.id) return refused("code of another client");
  if (grant.code.redeemed_at) {
    return GrantRefusal{.error = invalid_grant("code used twice"), .replay = Replay::yes};
  }
  if (grant.code.expires_at <= now) return refused("code expired");
  if (!is_alive(facts, now)) return refused("grant ended");
  if (!matches_redirect(request, grant.code)) return refused("redirect_uri mismatch");
  if (!verify_code_verifier(grant.code.code_challenge, request.code_verifier)) {
    return refused("PKCE verification failed");
  }
  Grant redeemed = grant;
  redeemed.code.redeemed_at = now;
  redeemed.expires_at = now + opaque_access_token_ttl;
  return redeemed;
}

bool issues_refresh_token(const Grant& grant, const Application& client) {
  if (!allows_grant(client, grant_refresh_token)) return false;
  const bool is_web = client.type != ApplicationType::native;
  return grant.is_offline || (is_web && client.custom_client_metadata.always_issue_refresh_token);
}

Task<Result<TokenResponse, OAuthError>> exchange_authorization_code(
    const TokenServices& services, AuthenticatedClient client, TokenRequest request
) {
  const auto& dependencies = services.dependencies;
  if (!request.code) co_return missing_parameter("code");
  // The authorization request has said them; here they are ignored, as by Logto (RFC 6749 4.1.3).
  request.access.scopes.reset();
  request.access.organization_id.reset();
  const auto code = parse_code(*request.code);
  if (!code) co_return invalid_grant("malformed code");
  const storage::GrantStore grants(dependencies.database, dependencies.tenant);
  auto facts = co_await grants.find(code->grant_id);
  if (!facts) co_return invalid_grant("unknown code");
  const auto now = dependencies.clock.now();
  auto decided = decide_code_exchange(request, *client, *code, *facts, now);
  if (!decided) co_return co_await refuse_grant(services, facts->grant, decided.error(), request);

  auto default_resource = co_await dependencies.settings.find_default_resource();
  auto target = decide_target(*decided, request.access, default_resource);
  if (!target) co_return target.error();
  request.access.resource = std::move(*target);
  const auto access_facts =
      co_await load_access_facts(dependencies, decided->user_id, client.pointer(), request.access);
  auto spec = decide_access_token(*decided, *client, request.access, access_facts);
  if (!spec) co_return spec.error();

  std::optional<PresentedRefreshToken> refresh_token;
  if (issues_refresh_token(*decided, *client)) {
    refresh_token = PresentedRefreshToken{
        .grant_id = decided->id,
        .generation = 1,
        .secret = make_reference_secret(dependencies.random),
    };
    const auto expires_at =
        std::min(now + refresh_token_ttl(*client), decided->created_at + grant_ttl);
    decided->refresh = first_refresh_state(*refresh_token, expires_at, now);
    decided->expires_at = std::max(decided->expires_at, TimePoint(expires_at));
  }
  storage::Plan plan;
  plan.add(grants.redeem_code(*decided)).add(audit_exchange(services, *decided, request));
  const auto committed = co_await dependencies.database.commit(std::move(plan));
  if (!committed) {
    // Somebody redeemed it between our look and our write: that is a second use.
    const GrantRefusal lost{
        .error = invalid_grant("code used twice at once"), .replay = Replay::yes};
    co_return co_await refuse_grant(services, facts->grant, lost, request);
  }
  auto response = co_await issue_user_tokens(
      services,
      std::move(*decided),
      std::move(*facts->user),
      client.pointer(),
      request.access,
      *spec
  );
  if (refresh_token) response.refresh_token = to_text(*refresh_token);
  response.is_audited = true;
  co_return response;
}

}  // namespace daemun::oidc
