#include "oidc/subject_token.h"

#include "base/text.h"
#include "crypto/digest.h"
#include "domain/token_id.h"
#include "jose/verify.h"
#include "oidc/tables.h"
#include "storage/grant_store.h"
#include "storage/subject_token_store.h"

#include <algorithm>

namespace daemun::oidc {
namespace {

// An opaque access token with what decides whether it still stands.
struct OpaqueFacts {
  OpaqueToken token;
  std::optional<GrantFacts> grant;
  ClientPtr issued_to;
};

Task<std::optional<OpaqueFacts>> load_opaque(const TokenServices& services, std::string text) {
  auto token = services.opaque_tokens.open(text);
  if (!token) co_return std::nullopt;
  const auto& dependencies = services.dependencies;
  const storage::GrantStore grants(dependencies.database, dependencies.tenant);
  OpaqueFacts facts{.token = std::move(*token), .grant = std::nullopt, .issued_to = nullptr};
  facts.grant = co_await grants.find(facts.token.grant_id);
  if (facts.grant) {
    facts.issued_to = co_await find_client(dependencies, facts.grant->grant.client_id);
  }
  co_return facts;
}

// Errors: invalid_grant.
Result<void, OAuthError> check_opaque(
    const OpaqueToken& token,
    const std::optional<GrantFacts>& facts,
    const ClientPtr& issued_to,
    TimePoint now
) {
  if (token.expires_at <= now) return invalid_grant("access token expired");
  if (!facts || !is_alive(*facts, now)) return invalid_grant("grant of the access token ended");
  if (!issued_to || issued_to->is_third_party) {
    return invalid_grant("access token of a third-party application");
  }
  return {};
}

// The rights that the grant of a token that ends at `expires_at` passes on.
Subject subject_of(const GrantFacts& facts, TimePoint expires_at) {
  const Grant& grant = facts.grant;
  expires_at = std::min(expires_at, grant.expires_at);
  if (!grant.is_offline) expires_at = std::min(expires_at, *facts.session_expires_at);
  return Subject{
      .user_id = grant.user_id,
      .act = grant.act,
      .session_id = grant.session_id,
      .is_offline = grant.is_offline,
      .expires_at = expires_at,
      .source = {.grant_id = grant.id, .personal_token_hash = grant.source.personal_token_hash},
      .bounds = {.scopes = grant.scopes, .resource_scopes = grant.resource_scopes},
  };
}

// A personal access token and an impersonation: the user's roles are the only bound.
Subject subject_with_own_rights(const UserId& user, std::optional<TimePoint> expires_at) {
  return Subject{
      .user_id = user,
      .expires_at = expires_at,
      .has_own_rights = true,
      .bounds = {.scopes = {supported_scopes.begin(), supported_scopes.end()}},
  };
}

// Each link of the chain is looked at whenever the last one is used.
Result<void, OAuthError> check_depth(const GrantFacts& facts) {
  if (facts.ancestry.depth < max_exchange_depth) return {};
  return invalid_grant("exchanged too many times in a row");
}

Task<Result<Subject, OAuthError>> load_jwt_subject(
    const TokenServices& services, std::string token
) {
  const auto& dependencies = services.dependencies;
  const auto ring = co_await services.key_rings.current();
  // Any audience: who got the token as an API passes the call on to the next one.
  const jose::Expectations expectations{
      .issuer = dependencies.issuer(),
      .audience = jose::Audience::not_checked(),
      .type = jose::TokenType::access_token,
  };
  const auto claims = jose::verify(token, ring->key_set(), expectations, dependencies.clock.now());
  if (!claims) co_return invalid_grant("access token: " + claims.error().description);
  // No leeway here: what is made of a token must not begin after its end.
  if (*claims->exp() <= dependencies.clock.now()) co_return invalid_grant("access token expired");
  ApplicationId client_id(std::string(claims->client_id().value_or("")));
  const auto issued_to = co_await find_client(dependencies, std::move(client_id));
  std::optional<GrantFacts> facts;
  if (auto grant_id = parse_token_id(claims->jti().value_or(""))) {
    const storage::GrantStore grants(dependencies.database, dependencies.tenant);
    facts = co_await grants.find(std::move(*grant_id));
  }
  co_return decide_jwt_subject(*claims, facts, issued_to, dependencies.clock.now());
}

Task<Result<Subject, OAuthError>> load_access_token_subject(
    const TokenServices& services, std::string token
) {
  auto facts = co_await load_opaque(services, token);
  if (!facts) co_return co_await load_jwt_subject(services, std::move(token));
  co_return decide_opaque_subject(
      facts->token, facts->grant, facts->issued_to, services.dependencies.clock.now()
  );
}

Task<Result<Subject, OAuthError>> load_impersonation(
    const TokenServices& services, std::string token
) {
  const auto& dependencies = services.dependencies;
  const storage::SubjectTokenStore store(dependencies.database, dependencies.tenant);
  const auto found = co_await store.find_by_value(Secret(std::move(token)));
  co_return decide_impersonation(found, dependencies.clock.now());
}

Task<Result<Subject, OAuthError>> load_personal_subject(
    const TokenServices& services, std::string token
) {
  const auto& dependencies = services.dependencies;
  const storage::PersonalAccessTokenStore store(
      dependencies.database, dependencies.vault, dependencies.tenant
  );
  auto hash = crypto::sha256(token);
  const auto found = co_await store.find_by_value(Secret(std::move(token)));
  auto subject = decide_personal_subject(found, dependencies.clock.now());
  if (subject) subject->source.personal_token_hash = std::move(hash);
  co_return subject;
}

}  // namespace

Result<Subject, OAuthError> decide_opaque_subject(
    const OpaqueToken& token,
    const std::optional<GrantFacts>& facts,
    const ClientPtr& issued_to,
    TimePoint now
) {
  if (auto checked = check_opaque(token, facts, issued_to, now); !checked) return checked.error();
  if (auto checked = check_depth(*facts); !checked) return checked.error();
  auto subject = subject_of(*facts, token.expires_at);
  if (token.narrowed_scopes) subject.bounds.scopes = scopes_of(token, facts->grant);
  return subject;
}

Result<Subject, OAuthError> decide_jwt_subject(
    const jose::Claims& claims,
    const std::optional<GrantFacts>& facts,
    const ClientPtr& issued_to,
    TimePoint now
) {
  const auto user = claims.sub().value_or("");
  const auto client_id = claims.client_id().value_or("");
  const auto audience = claims.aud();
  const auto expires_at = claims.exp();
  // RFC 9068 2.2: such a token stands for the client itself and for no user.
  if (user.empty() || user == client_id) return invalid_grant("access token of a machine");
  if (!issued_to || issued_to->is_third_party) {
    return invalid_grant("access token of a third-party application");
  }
  if (!expires_at || audience.size() != 1) return invalid_grant("not an access token of ours");
  Subject subject{.user_id = UserId(std::string(user)), .expires_at = expires_at};
  if (parse_token_id(claims.jti().value_or(""))) {
    if (!facts || !is_alive(*facts, now)) return invalid_grant("grant of the access token ended");
    const bool is_its_own =
        facts->grant.user_id == subject.user_id && facts->grant.client_id.value() == client_id;
    if (!is_its_own) return invalid_grant("grant of another access token");
    if (auto checked = check_depth(*facts); !checked) return checked.error();
    subject = subject_of(*facts, *expires_at);
  }
  subject.bounds.resource_scopes[audience.front()] = split_words(claims.scope().value_or(""));
  if (const auto* act = find_object(claims.members(), "act")) subject.act = json::serialize(*act);
  return subject;
}

Result<Subject, OAuthError> decide_impersonation(
    const std::optional<SubjectToken>& token, TimePoint now
) {
  if (!token) return invalid_grant("unknown subject token");
  if (token->consumed_at) return invalid_grant("subject token used twice");
  if (token->expires_at <= now) return invalid_grant("subject token expired");
  auto subject = subject_with_own_rights(token->user_id, token->expires_at);
  subject.impersonation = token;
  return subject;
}

Result<Subject, OAuthError> decide_personal_subject(
    const std::optional<storage::PersonalAccessTokenStore::Found>& token, TimePoint now
) {
  if (!token) return invalid_grant("unknown personal access token");
  if (token->expires_at && *token->expires_at <= now) {
    return invalid_grant("personal access token expired");
  }
  return subject_with_own_rights(token->user_id, token->expires_at);
}

Result<UserId, OAuthError> decide_actor(
    const OpaqueToken& token,
    const std::optional<GrantFacts>& facts,
    const ClientPtr& issued_to,
    TimePoint now
) {
  if (auto checked = check_opaque(token, facts, issued_to, now); !checked) return checked.error();
  if (!contains(scopes_of(token, facts->grant), scope::openid)) {
    return invalid_grant("actor token without openid");
  }
  return facts->grant.user_id;
}

Task<Result<Subject, OAuthError>> load_subject(
    const TokenServices& services, PresentedSubject presented
) {
  auto& [token, type] = presented;
  // The older name of impersonation tokens was that of access tokens.
  const bool is_impersonation =
      type == token_type::impersonation_token ||
      (type == token_type::access_token && token.starts_with(subject_token_prefix));
  if (is_impersonation) co_return co_await load_impersonation(services, std::move(token));
  if (type == token_type::access_token) {
    co_return co_await load_access_token_subject(services, std::move(token));
  }
  if (type == token_type::personal_access_token) {
    co_return co_await load_personal_subject(services, std::move(token));
  }
  co_return invalid_grant("unsupported subject token type");
}

Task<Result<UserId, OAuthError>> load_actor(
    const TokenServices& services, PresentedSubject presented
) {
  if (presented.type != token_type::access_token) {
    co_return invalid_grant("unsupported actor token type");
  }
  const auto facts = co_await load_opaque(services, std::move(presented.token));
  if (!facts) co_return invalid_grant("actor token is not an opaque access token");
  co_return decide_actor(
      facts->token, facts->grant, facts->issued_to, services.dependencies.clock.now()
  );
}

std::optional<std::string> make_act(
    const std::optional<UserId>& actor, const std::optional<std::string>& before
) {
  // Without an actor of its own the new token stands for the same delegation: left out, a token
  // would look like the user's own after being exchanged once more. Logto leaves it out.
  if (!actor) return before;
  JsonWriter act;
  act.add("sub", actor->value());
  if (before) act.add_raw("act", *before);
  return std::move(act).take();
}

}  // namespace daemun::oidc
