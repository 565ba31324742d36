#include "oidc/grants/refresh_token.h"

#include "crypto/digest.h"
#include "oidc/grants/revocation.h"
#include "oidc/lifetimes.h"
#include "oidc/user_tokens.h"
#include "storage/grant_store.h"

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

RefreshDecision rotated(
    const Grant& grant, const Application& client, PresentedRefreshToken successor, TimePoint now
) {
  Grant next = grant;
  next.refresh = RefreshState{
      .generation = successor.generation,
      .secret_hash = crypto::sha256(successor.secret.reveal()),
      .previous_secret_hash = grant.refresh->secret_hash,
      .issued_at = now,
      .chain_started_at = grant.refresh->chain_started_at,
      .expires_at = next_expiry(grant, client, now),
  };
  next.expires_at = std::max(next.expires_at, next.refresh->expires_at);
  return RefreshDecision{
      .action = RefreshDecision::Action::rotate,
      .grant = std::move(next),
      .token = std::move(successor)};
}

// The generation before the newest: a client that lost the answer asks again and gets the same.
Result<RefreshDecision, GrantRefusal> decide_previous_generation(
    const Grant& grant,
    const Application& client,
    const PresentedRefreshToken& presented,
    const Secret& successor_key,
    TimePoint now
) {
  const RefreshState& refresh = *grant.refresh;
  if (!refresh.previous_secret_hash || !has_secret(*refresh.previous_secret_hash, presented)) {
    return refused("wrong refresh token secret");
  }
  if (now - refresh.issued_at >= rotation_grace(client))
    return replayed("refresh token used twice");
  auto successor = successor_of(presented, successor_key);
  if (!has_secret(refresh.secret_hash, successor)) return refused("successor does not match");
  return RefreshDecision{
      .action = RefreshDecision::Action::replay, .grant = grant, .token = std::move(successor)};
}

// One attempt: nothing when another request rotated the grant in between.
Task<std::optional<Result<TokenResponse, OAuthError>>> try_exchange(
    const TokenServices& services,
    AuthenticatedClient client,
    TokenRequest request,
    PresentedRefreshToken presented
) {
  using Answer = std::optional<Result<TokenResponse, OAuthError>>;
  const auto& dependencies = services.dependencies;
  const storage::GrantStore grants(dependencies.database, dependencies.tenant);
  auto facts = co_await grants.find(presented.grant_id);
  if (!facts) co_return Answer(invalid_grant("unknown refresh token"));
  auto decided =
      decide_refresh(*client, presented, *facts, services.successor_key, dependencies.clock.now());
  if (!decided) {
    auto error = co_await refuse_grant(services, facts->grant, decided.error(), request);
    co_return Answer(std::move(error));
  }
  // Everything that may refuse comes before the write: a refused request consumes nothing.
  const auto tokens =
      co_await load_user_tokens(services, client, std::move(*facts), request.access);
  if (!tokens) co_return Answer(tokens.error());

  // The grant must live at least as long as the token.
  const TimePoint token_end = dependencies.clock.now() + tokens->access_token.ttl;
  const bool outlives = token_end > decided->grant.expires_at;
  storage::Plan plan;
  if (outlives) plan.add(grants.extend(decided->grant.id, token_end));
  if (decided->action == RefreshDecision::Action::rotate) {
    plan.add(grants.rotate_refresh_token(decided->grant, presented.generation))
        .add(audit_exchange(services, decided->grant, request));
  } else if (decided->action == RefreshDecision::Action::replay) {
    plan.add(audit_exchange(
        services, decided->grant, request, {{"refreshTokenReplay", presented.generation}}
    ));
  }
  if (!plan.empty()) {
    const auto committed = co_await dependencies.database.commit(std::move(plan));
    if (!committed) co_return std::nullopt;
  }
  // The token is spent: what follows neither waits nor reads.
  dependencies.journal.note_presence(decided->grant.user_id, dependencies.clock.now());
  auto response = make_user_tokens(services, *tokens);
  response.refresh_token = to_text(decided->token);
  response.is_audited = decided->action != RefreshDecision::Action::keep;
  co_return Answer(std::move(response));
}

}  // namespace

bool rotates_refresh_token(const RefreshState& refresh, const Application& client, TimePoint now) {
  const auto& setting = client.custom_client_metadata.rotate_refresh_token;
  if (setting && !*setting) return false;
  if (now - refresh.chain_started_at >= refresh_chain_limit) return false;
  if (is_public(client)) return true;
  const auto lifetime = refresh.expires_at - refresh.issued_at;
  return (now - refresh.issued_at) * 10 >= lifetime * 7;
}

Result<RefreshDecision, GrantRefusal> decide_refresh(
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
  if (presented.generation < refresh.generation) {
    return decide_previous_generation(grant, client, presented, successor_key, now);
  }
  if (!has_secret(refresh.secret_hash, presented)) return refused("wrong refresh token secret");
  if (!rotates_refresh_token(refresh, client, now)) {
    return RefreshDecision{
        .action = RefreshDecision::Action::keep, .grant = grant, .token = presented};
  }
  return rotated(grant, client, successor_of(presented, successor_key), now);
}

Task<Result<TokenResponse, OAuthError>> exchange_refresh_token(
    const TokenServices& services, AuthenticatedClient client, TokenRequest request
) {
  if (!request.refresh_token) co_return missing_parameter("refresh_token");
  const auto presented = parse_refresh_token(*request.refresh_token);
  if (!presented) co_return invalid_grant("malformed refresh token");
  // A lost race shows the winner's generation at the second look; that is a replay within the grace
  // time and needs no rotation. More attempts than this would mean that something else is wrong.
  constexpr int attempts = 3;
  for (int attempt = 0; attempt < attempts; ++attempt) {
    auto answer = co_await try_exchange(services, client, request, *presented);
    if (answer) co_return std::move(*answer);
  }
  co_return invalid_grant("refresh token rotated too often at once");
}

}  // namespace daemun::oidc
