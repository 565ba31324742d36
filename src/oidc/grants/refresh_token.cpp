#include "oidc/grants/refresh_token.h"

#include "crypto/digest.h"
#include "oidc/lifetimes.h"
#include "oidc/parameters.h"
#include "oidc/tables.h"
#include "storage/grant_store.h"

#include <algorithm>

namespace daemun::oidc {
namespace {

GrantRefusal refused(std::string detail) {
  return GrantRefusal{.error = invalid_grant(std::move(detail))};
}

GrantRefusal replayed(std::string detail) {
  return GrantRefusal{.error = invalid_grant(std::move(detail)), .replay = Replay::yes};
}

bool has_secret(const std::string& hash, const PresentedRefreshToken& presented) {
  return equals_in_constant_time(hash, crypto::sha256(presented.secret.reveal()));
}

PresentedRefreshToken successor_of(const PresentedRefreshToken& presented, const Secret& key) {
  return PresentedRefreshToken{
      .grant_id = presented.grant_id,
      .generation = presented.generation + 1,
      .secret = successor_secret(key, presented),
  };
}

// Whether the grant's newest secret descends from the presented one. Each JWT access token contains
// the grant's id, so a generation alone proves nothing, and a guess must not end the grant. Each
// generation costs an HMAC; a token that is older than the bound is only refused.
bool has_led_to(
    const RefreshState& refresh, PresentedRefreshToken presented, const Secret& successor_key
) {
  constexpr std::int64_t max_steps = 1'000;
  if (refresh.generation - presented.generation > max_steps) return false;
  while (presented.generation < refresh.generation)
    presented = successor_of(presented, successor_key);
  return has_secret(refresh.secret_hash, presented);
}

// Client authentication binds the token to its client (RFC 6749 10.4): who presents it as another
// one has come by it in some other way, and nobody can tell who else has.
GrantRefusal refused_to_another_client(
    const Grant& grant, const PresentedRefreshToken& presented, const Secret& successor_key
) {
  const auto& refresh = grant.refresh;
  const bool is_genuine = refresh && presented.generation <= refresh->generation &&
                          has_led_to(*refresh, presented, successor_key);
  std::string detail = "refresh token of another client";
  return is_genuine ? replayed(std::move(detail)) : refused(std::move(detail));
}

// A single-page application's tokens do not slide: the next one gets what is left of the first.
TimePoint next_expiry(const Grant& grant, const Application& client, TimePoint now) {
  if (client.type == ApplicationType::spa) return grant.refresh->expires_at;
  return std::min(
      TimePoint(now + refresh_token_ttl(client)), TimePoint(grant.created_at + grant_ttl)
  );
}

// The presented token's successor becomes the newest.
RefreshState next_state(
    const Grant& grant,
    const Application& client,
    const PresentedRefreshToken& successor,
    TimePoint now
) {
  return RefreshState{
      .generation = successor.generation,
      .secret_hash = crypto::sha256(successor.secret.reveal()),
      .previous_secret_hash = grant.refresh->secret_hash,
      .issued_at = now,
      .chain_started_at = grant.refresh->chain_started_at,
      .expires_at = next_expiry(grant, client, now),
  };
}

// Why the token is refused; nothing when it is the newest, or the one before within its grace: a
// client that lost the answer asks again and gets the same.
std::optional<GrantRefusal> find_refusal(
    const Application& client,
    const PresentedRefreshToken& presented,
    const GrantFacts& facts,
    const Secret& successor_key,
    TimePoint now
) {
  const Grant& grant = facts.grant;
  if (grant.client_id != client.id)
    return refused_to_another_client(grant, presented, successor_key);
  if (!grant.refresh) return refused("grant without refresh token");
  const RefreshState& refresh = *grant.refresh;
  if (refresh.expires_at <= now || !is_alive(facts, now))
    return refused("refresh token expired or ended");
  if (presented.generation > refresh.generation) return refused("refresh token from the future");
  if (presented.generation < refresh.generation - 1) {
    if (!has_led_to(refresh, presented, successor_key))
      return refused("wrong refresh token secret");
    return replayed("refresh token used long ago");
  }
  const bool is_newest = presented.generation == refresh.generation;
  const auto& hash = is_newest ? refresh.secret_hash : refresh.previous_secret_hash.value_or("");
  if (!has_secret(hash, presented)) return refused("wrong refresh token secret");
  if (is_newest) return std::nullopt;
  if (now - refresh.issued_at >= rotation_grace(client))
    return replayed("refresh token used twice");
  if (!has_secret(refresh.secret_hash, successor_of(presented, successor_key)))
    return refused("successor does not match");
  return std::nullopt;
}

}  // namespace

Result<RefreshRequest, OAuthError> parse_refresh_request(
    const http::Form& form, AccessRequest access
) {
  auto token = require_parameter(form, "refresh_token");
  if (!token) return token.error();
  return RefreshRequest{.refresh_token = *std::move(token), .access = std::move(access)};
}

bool issues_refresh_token(const Grant& grant, const Application& client) {
  if (!allows_grant(client, grant_refresh_token)) return false;
  const bool is_web = client.type != ApplicationType::native;
  return grant.is_offline || (is_web && client.custom_client_metadata.always_issue_refresh_token);
}

PresentedRefreshToken begin_refresh(
    Grant& grant, const Application& client, crypto::Random& random, TimePoint now
) {
  PresentedRefreshToken token{
      .grant_id = grant.id, .generation = 1, .secret = make_reference_secret(random)};
  const TimePoint expires_at =
      std::min(now + refresh_token_ttl(client), grant.created_at + grant_ttl);
  grant.refresh = RefreshState{
      .generation = token.generation,
      .secret_hash = crypto::sha256(token.secret.reveal()),
      .previous_secret_hash = std::nullopt,
      .issued_at = now,
      .chain_started_at = now,
      .expires_at = expires_at,
  };
  grant.expires_at = std::max(grant.expires_at, expires_at);
  return token;
}

bool rotates_refresh_token(const RefreshState& refresh, const Application& client, TimePoint now) {
  const auto& setting = client.custom_client_metadata.rotate_refresh_token;
  if (setting && !*setting) return false;
  if (now - refresh.chain_started_at >= refresh_chain_limit) return false;
  if (is_public(client)) return true;
  const auto lifetime = refresh.expires_at - refresh.issued_at;
  return (now - refresh.issued_at) * 10 >= lifetime * 7;
}

Planned decide_refresh(
    const Application& client,
    const PresentedRefreshToken& presented,
    GrantFacts facts,
    const Secret& successor_key,
    TimePoint now
) {
  if (auto refusal = find_refusal(client, presented, facts, successor_key, now)) {
    refusal->grant = std::move(facts.grant);
    return *std::move(refusal);
  }
  Grant& grant = facts.grant;
  TokenPlan plan;
  if (presented.generation < grant.refresh->generation) {
    plan.refresh_token = successor_of(presented, successor_key);
    plan.audit = json::object{{"refreshTokenReplay", presented.generation}};
  } else if (rotates_refresh_token(*grant.refresh, client, now)) {
    plan.refresh_token = successor_of(presented, successor_key);
    plan.audit = json::object();
    plan.change = GrantChange::rotated;
    grant.refresh = next_state(grant, client, *plan.refresh_token, now);
    grant.expires_at = std::max(grant.expires_at, grant.refresh->expires_at);
  } else {
    plan.refresh_token = presented;
  }
  plan.holder = std::move(facts);
  return plan;
}

Task<Planned> plan_refresh(
    const TokenServices& services, AuthenticatedClient client, RefreshRequest request
) {
  const auto& dependencies = services.dependencies;
  const auto presented = parse_refresh_token(request.refresh_token);
  if (!presented) co_return GrantRefusal{.error = invalid_grant("malformed refresh token")};
  const storage::GrantStore grants(dependencies.database, dependencies.tenant);
  auto facts = co_await grants.find(presented->grant_id);
  if (!facts) co_return GrantRefusal{.error = invalid_grant("unknown refresh token")};
  auto plan = decide_refresh(
      *client, *presented, *std::move(facts), services.successor_key, dependencies.clock.now()
  );
  if (plan) plan->access = std::move(request.access);
  co_return plan;
}

}  // namespace daemun::oidc
