#include "oidc/grants/token_exchange.h"

#include "base/text.h"
#include "oidc/application_access.h"
#include "oidc/grants/revocation.h"
#include "oidc/lifetimes.h"
#include "oidc/tables.h"
#include "oidc/token_size.h"
#include "storage/grant_store.h"
#include "storage/log_store.h"
#include "storage/subject_token_store.h"
#include "storage/user_store.h"

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

// What the exchange makes and what it came from: each token of it refers to the grant.
Grant make_grant(
    const TokenServices& services,
    const Application& client,
    const Subject& subject,
    const AccessTokenSpec& spec
) {
  const auto now = services.dependencies.clock.now();
  // The new token carries the scopes that it was made with, not all of the user's rights.
  auto bounds = bounds_after(subject.has_own_rights ? ScopeBounds{} : subject.bounds, spec);
  return Grant{
      .id = make_grant_id(services.dependencies.random),
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

Task<Result<TokenResponse, OAuthError>> exchange_token(
    const TokenServices& services, AuthenticatedClient client, TokenRequest request
) {
  const auto& dependencies = services.dependencies;
  auto subject = co_await load_subject(services, request);
  if (!subject) co_return subject.error();
  const auto actor = co_await load_actor(services, request);
  if (!actor) co_return actor.error();
  subject->act = make_act(*actor, subject->act);
  const storage::UserStore users(dependencies.database, dependencies.tenant);
  const auto user = co_await users.find(subject->user_id);
  if (!user || user->is_suspended) co_return invalid_grant("user suspended or gone");
  const auto facts =
      co_await load_access_facts(dependencies, user->id, client.pointer(), request.access);
  const auto spec =
      decide_exchanged_token(*client, request.access, facts, *subject, dependencies.clock.now());
  if (!spec) co_return spec.error();
  const auto keys = co_await services.key_rings.current();

  // Everything that may refuse has: consumed, granted and written down in one.
  const auto grant = make_grant(services, *client, *subject, *spec);
  const auto now = grant.created_at;
  storage::Plan plan;
  json::object details{{"subjectTokenType", *request.subject_token_type}};
  if (subject->impersonation) {
    const storage::SubjectTokenStore tokens(dependencies.database, dependencies.tenant);
    plan.add(tokens.consume(subject->impersonation->id, now));
    details["subjectTokenId"] = subject->impersonation->id.value();
    details["creatorId"] = subject->impersonation->creator_id;
  }
  if (*actor) details["actorId"] = (*actor)->value();
  const storage::GrantStore grants(dependencies.database, dependencies.tenant);
  plan.add(grants.insert(grant)).add(audit_exchange(services, grant, request, std::move(details)));
  const auto committed = co_await dependencies.database.commit(std::move(plan));
  if (!committed) co_return invalid_grant("subject token consumed, or its user removed, meanwhile");

  const AccessTokenSubject about{
      .subject = user->id.value(),
      .client_id = client->id,
      .grant_id = grant.id,
      .act = grant.act,
  };
  co_return TokenResponse{
      .access_token = make_access_token(services, *keys, about, *spec, now),
      .expires_in = spec->ttl,
      .scope = join(*spec->scopes),
      .user_id = user->id,
      .is_audited = true,
  };
}

}  // namespace daemun::oidc
