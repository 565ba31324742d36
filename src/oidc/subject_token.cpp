#include "oidc/subject_token.h"

#include "base/text.h"
#include "jose/verify.h"
#include "oidc/tables.h"
#include "storage/grant_store.h"
#include "storage/subject_token_store.h"

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
  co_return decide_jwt_subject(*claims, issued_to);
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
  const auto found = co_await store.find_by_value(Secret(std::move(token)));
  co_return decide_personal_subject(found, dependencies.clock.now());
}

}  // namespace

Result<Subject, OAuthError> decide_opaque_subject(
    const OpaqueToken& token,
    const std::optional<GrantFacts>& facts,
    const ClientPtr& issued_to,
    TimePoint now
) {
  if (auto checked = check_opaque(token, facts, issued_to, now); !checked) return checked.error();
  const Grant& grant = facts->grant;
  return Subject{
      .user_id = grant.user_id,
      .act = grant.act,
      .session_id = grant.session_id,
      .is_offline = grant.is_offline,
  };
}

Result<Subject, OAuthError> decide_jwt_subject(
    const jose::Claims& claims, const ClientPtr& issued_to
) {
  const auto subject = claims.sub().value_or("");
  const auto client_id = claims.client_id().value_or("");
  // RFC 9068 2.2: such a token stands for the client itself and for no user.
  if (subject.empty() || subject == client_id) return invalid_grant("access token of a machine");
  if (!issued_to || issued_to->is_third_party) {
    return invalid_grant("access token of a third-party application");
  }
  Subject found{.user_id = UserId(std::string(subject))};
  if (const auto* act = find_object(claims.members(), "act")) found.act = json::serialize(*act);
  return found;
}

Result<Subject, OAuthError> decide_impersonation(
    const std::optional<SubjectToken>& token, TimePoint now
) {
  if (!token) return invalid_grant("unknown subject token");
  if (token->consumed_at) return invalid_grant("subject token used twice");
  if (token->expires_at <= now) return invalid_grant("subject token expired");
  return Subject{.user_id = token->user_id, .impersonation = token};
}

Result<Subject, OAuthError> decide_personal_subject(
    const std::optional<storage::PersonalAccessTokenStore::Found>& token, TimePoint now
) {
  if (!token) return invalid_grant("unknown personal access token");
  if (token->expires_at && *token->expires_at <= now) {
    return invalid_grant("personal access token expired");
  }
  return Subject{.user_id = token->user_id};
}

Result<UserId, OAuthError> decide_actor(
    const OpaqueToken& token,
    const std::optional<GrantFacts>& facts,
    const ClientPtr& issued_to,
    TimePoint now
) {
  if (auto checked = check_opaque(token, facts, issued_to, now); !checked) return checked.error();
  if (!contains(token.narrowed_scopes.value_or(facts->grant.scopes), scope::openid)) {
    return invalid_grant("actor token without openid");
  }
  return facts->grant.user_id;
}

Task<Result<Subject, OAuthError>> load_subject(
    const TokenServices& services, TokenRequest request
) {
  if (!request.subject_token) co_return missing_parameter("subject_token");
  if (!request.subject_token_type) co_return missing_parameter("subject_token_type");
  auto& token = *request.subject_token;
  const auto& type = *request.subject_token_type;
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

Task<Result<std::optional<UserId>, OAuthError>> load_actor(
    const TokenServices& services, TokenRequest request
) {
  if (!request.actor_token) co_return std::optional<UserId>();
  // RFC 8693 2.1: the type is required with the token.
  if (!request.actor_token_type) co_return missing_parameter("actor_token_type");
  if (*request.actor_token_type != token_type::access_token) {
    co_return invalid_grant("unsupported actor token type");
  }
  const auto facts = co_await load_opaque(services, std::move(*request.actor_token));
  if (!facts) co_return invalid_grant("actor token is not an opaque access token");
  auto actor =
      decide_actor(facts->token, facts->grant, facts->issued_to, services.dependencies.clock.now());
  if (!actor) co_return actor.error();
  co_return std::optional<UserId>(std::move(*actor));
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
