#include "oidc/grants/token_exchange.h"

#include "base/text.h"
#include "oidc/application_access.h"
#include "oidc/grants/revocation.h"
#include "oidc/lifetimes.h"
#include "oidc/tables.h"
#include "storage/grant_store.h"
#include "storage/log_store.h"
#include "storage/subject_token_store.h"
#include "storage/user_store.h"

#include <algorithm>
#include <iterator>

namespace daemun::oidc {
namespace {

std::vector<std::string> user_scopes(const std::vector<std::string>& requested) {
  std::vector<std::string> scopes;
  std::copy_if(
      requested.begin(),
      requested.end(),
      std::back_inserter(scopes),
      [](const std::string& word) { return is_supported_scope(word); }
  );
  return scopes;
}

// What the exchange makes and what it came from: an opaque token refers to it, a JWT stands alone.
Grant make_grant(
    const TokenServices& services,
    const Application& client,
    const Subject& subject,
    const AccessTokenSpec& spec
) {
  const auto now = services.dependencies.clock.now();
  return Grant{
      .id = make_grant_id(services.dependencies.random),
      .client_id = client.id,
      .user_id = subject.user_id,
      .session_id = subject.session_id,
      .is_offline = subject.is_offline,
      .scopes = spec.scopes.value_or(std::vector<std::string>{}),
      .authenticated_at = now,
      .origin = GrantOrigin::exchange,
      .act = subject.act,
      .code = {.expires_at = now},
      .created_at = now,
      .expires_at = now + spec.ttl,
  };
}

}  // namespace

Result<AccessTokenSpec, OAuthError> decide_exchanged_token(
    const Application& client, const AccessRequest& request, const AccessFacts& facts
) {
  const auto requested = request.scopes.value_or(std::vector<std::string>{});
  if (!facts.may_use_client) return not_admitted();
  if (request.resource && !facts.resource) return invalid_target();
  if (request.organization_id) {
    if (auto checked = check_membership(client, request, facts); !checked) return checked.error();
  }
  if (request.resource) {
    const OrganizationFilter filter{request.organization_id};
    const auto held = effective_scopes(facts.held, *request.resource, filter, client);
    return AccessTokenSpec{
        .audience = *request.resource,
        .scopes = intersection(requested, held),
        .organization_claim = request.organization_id,
        .ttl = facts.resource->access_token_ttl,
    };
  }
  if (request.organization_id) {
    const auto held = effective_organization_scopes(facts.membership->organization_scopes, client);
    return AccessTokenSpec{
        .audience = std::string(organization_audience_prefix) + request.organization_id->value(),
        .scopes = intersection(requested, held),
        .organization_claim = std::nullopt,
        .ttl = organization_token_ttl,
    };
  }
  return AccessTokenSpec{
      .audience = std::nullopt,
      .scopes = user_scopes(requested),
      .organization_claim = std::nullopt,
      .ttl = opaque_access_token_ttl,
  };
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
  const auto spec = decide_exchanged_token(*client, request.access, facts);
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
  if (!spec->audience) {
    const storage::GrantStore grants(dependencies.database, dependencies.tenant);
    plan.add(grants.insert(grant));
  }
  plan.add(audit_exchange(services, grant, request, std::move(details)));
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
