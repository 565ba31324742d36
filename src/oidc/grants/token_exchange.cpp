#include "oidc/grants/token_exchange.h"

#include "base/text.h"
#include "oidc/application_access.h"
#include "oidc/lifetimes.h"
#include "oidc/parameters.h"
#include "oidc/tables.h"
#include "oidc/token_size.h"
#include "storage/subject_token_store.h"

#include <algorithm>
#include <chrono>

namespace daemun::oidc {
namespace {

using Words = std::vector<std::string>;

Words words_of(const AccessRequest& request) {
  return request.scopes.value_or(Words{});
}

const Words* find_bound(const Subject& subject, const std::string& audience) {
  const auto found = subject.bounds.resource_scopes.find(audience);
  return found == subject.bounds.resource_scopes.end() ? nullptr : &found->second;
}

// As at a refresh: the grant behind the token has to have asked for organizations.
Result<void, OAuthError> check_organization(
    const Application& client,
    const AccessRequest& request,
    const AccessFacts& facts,
    const Subject& subject
) {
  if (!subject.has_own_rights && !contains(subject.bounds.scopes, scope::organizations)) {
    return OAuthError{
        .code = OAuthErrorCode::insufficient_scope,
        .description = "subject token missing required scope",
        .scope = std::string(scope::organizations),
    };
  }
  return check_membership(client, request, facts);
}

Result<AccessTokenSpec, OAuthError> resource_token(
    const Application& client,
    const AccessRequest& request,
    const AccessFacts& facts,
    const Subject& subject
) {
  const auto* bound = find_bound(subject, *request.resource);
  if (bound == nullptr && !subject.has_own_rights) return invalid_target();
  const OrganizationFilter filter{request.organization_id};
  auto scopes = intersection(
      words_of(request), effective_scopes(facts.held, *request.resource, filter, client)
  );
  if (bound != nullptr) scopes = intersection(scopes, *bound);
  return AccessTokenSpec{
      .audience = *request.resource,
      .scopes = std::move(scopes),
      .organization_claim = request.organization_id,
      .ttl = facts.resource->access_token_ttl,
  };
}

AccessTokenSpec organization_token(
    const Application& client,
    const AccessRequest& request,
    const AccessFacts& facts,
    const Subject& subject
) {
  const auto audience =
      std::string(organization_audience_prefix) + request.organization_id->value();
  auto scopes = intersection(
      words_of(request),
      effective_organization_scopes(facts.membership->organization_scopes, client)
  );
  const auto* bound = find_bound(subject, audience);
  if (bound == nullptr) bound = find_bound(subject, std::string(organizations_resource));
  if (bound != nullptr) {
    scopes = intersection(scopes, *bound);
  } else if (!subject.has_own_rights) {
    scopes.clear();
  }
  return AccessTokenSpec{
      .audience = audience,
      .scopes = std::move(scopes),
      .organization_claim = std::nullopt,
      .ttl = organization_token_ttl,
  };
}

AccessTokenSpec opaque_token(const AccessRequest& request, const Subject& subject) {
  return AccessTokenSpec{
      .audience = std::nullopt,
      .scopes = intersection(words_of(request), subject.bounds.scopes),
      .organization_claim = std::nullopt,
      .ttl = opaque_access_token_ttl,
  };
}

}  // namespace

Result<AccessTokenSpec, OAuthError> decide_exchanged_token(
    const Application& client,
    const AccessRequest& request,
    const AccessFacts& facts,
    const Subject& subject,
    TimePoint now
) {
  if (!facts.may_use_client) return not_admitted();
  if (request.resource && !facts.resource) return invalid_target();
  if (request.organization_id) {
    const auto checked = check_organization(client, request, facts, subject);
    if (!checked) return checked.error();
  }
  Result<AccessTokenSpec, OAuthError> spec =
      request.resource          ? resource_token(client, request, facts, subject)
      : request.organization_id ? organization_token(client, request, facts, subject)
                                : opaque_token(request, subject);
  if (!spec) return spec;
  if (auto checked = check_scope_size(*spec->scopes); !checked) return checked.error();
  if (!subject.expires_at) return spec;
  const auto left = std::chrono::floor<Seconds>(*subject.expires_at - now);
  if (left <= Seconds(0)) return invalid_grant("subject token ends within a second");
  spec->ttl = std::min(spec->ttl, left);
  return spec;
}

ScopeBounds bounds_after(ScopeBounds bounds, const AccessTokenSpec& spec) {
  auto scopes = spec.scopes.value_or(Words{});
  if (spec.audience) {
    bounds.resource_scopes[*spec.audience] = std::move(scopes);
  } else {
    bounds.scopes = std::move(scopes);
  }
  return bounds;
}

Grant make_exchange_grant(
    GrantId id,
    const Application& client,
    const Subject& subject,
    const AccessTokenSpec& spec,
    TimePoint now
) {
  // The new token carries the scopes that it was made with, not all of the user's rights.
  auto bounds = bounds_after(subject.has_own_rights ? ScopeBounds{} : subject.bounds, spec);
  return Grant{
      .id = std::move(id),
      .client_id = client.id,
      .user_id = subject.user_id,
      .session_id = subject.session_id,
      .is_offline = subject.is_offline,
      .scopes = std::move(bounds.scopes),
      .resource_scopes = std::move(bounds.resource_scopes),
      .authenticated_at = now,
      .origin = GrantOrigin::exchange,
      .act = subject.act,
      .source = subject.source,
      .code = {.expires_at = now},
      .created_at = now,
      .expires_at = now + spec.ttl,
  };
}

Result<ExchangeRequest, OAuthError> parse_exchange_request(
    const http::Form& form, AccessRequest access
) {
  auto token = require_parameter(form, "subject_token");
  if (!token) return token.error();
  auto type = require_parameter(form, "subject_token_type");
  if (!type) return type.error();
  ExchangeRequest request{
      .subject = {.token = *std::move(token), .type = *std::move(type)},
      .access = std::move(access)};
  if (auto actor = find_parameter(form, "actor_token")) {
    auto actor_type = require_parameter(form, "actor_token_type");
    if (!actor_type) return actor_type.error();
    request.actor = {.token = *std::move(actor), .type = *std::move(actor_type)};
  }
  return request;
}

Task<Planned> plan_token_exchange(
    const TokenServices& services, AuthenticatedClient /*client*/, ExchangeRequest request
) {
  const auto& dependencies = services.dependencies;
  json::object details{{"subjectTokenType", request.subject.type}};
  auto subject = co_await load_subject(services, std::move(request.subject));
  if (!subject) co_return GrantRefusal{.error = subject.error()};
  std::optional<UserId> actor;
  if (request.actor) {
    auto loaded = co_await load_actor(services, *std::move(request.actor));
    if (!loaded) co_return GrantRefusal{.error = loaded.error()};
    actor = *std::move(loaded);
  }
  subject->act = make_act(actor, subject->act);
  TokenPlan plan{.access = std::move(request.access), .change = GrantChange::made};
  if (const auto& impersonation = subject->impersonation) {
    const storage::SubjectTokenStore tokens(dependencies.database, dependencies.tenant);
    plan.spends.add(tokens.consume(impersonation->id, dependencies.clock.now()));
    details["subjectTokenId"] = impersonation->id.value();
    details["creatorId"] = impersonation->creator_id;
  }
  if (actor) details["actorId"] = actor->value();
  plan.audit = std::move(details);
  plan.holder = *std::move(subject);
  co_return plan;
}

}  // namespace daemun::oidc
