#include "oidc/granted_tokens.h"

#include "base/text.h"
#include "oidc/application_access.h"
#include "oidc/grants/client_credentials.h"
#include "oidc/grants/token_exchange.h"
#include "oidc/tables.h"
#include "storage/account_deletion_store.h"
#include "storage/user_store.h"

#include <utility>

namespace daemun::oidc {
namespace {

using Loaded = Result<GrantedTokens, OAuthError>;

Task<Loaded> load_of_grant(
    const TokenServices& services, ClientPtr client, GrantFacts facts, AccessRequest access
) {
  const auto& dependencies = services.dependencies;
  if (!is_alive(facts, dependencies.clock.now())) co_return invalid_grant("grant ended");
  GrantedTokens tokens{.grant = std::move(facts.grant)};
  Grant& grant = *tokens.grant;
  grant.scopes = scopes_of_now(std::move(grant.scopes), *client);
  const auto default_resource = co_await dependencies.settings.find_default_resource();
  auto target = decide_target(grant, access, default_resource);
  if (!target) co_return target.error();
  access.resource = *std::move(target);
  const auto now = co_await load_access_facts(dependencies, grant.user_id, client, &access);
  auto spec = decide_access_token(grant, *client, access, now);
  if (!spec) co_return spec.error();
  tokens.access_token = *std::move(spec);
  tokens.reply = co_await load_reply_facts(
      services, std::move(client), *std::move(facts.user), grant.scopes, std::move(access)
  );
  co_return tokens;
}

// The grant is made with the token: its expiry is the token's.
Task<Loaded> load_of_subject(
    const TokenServices& services, ClientPtr client, const Subject* subject, AccessRequest access
) {
  const auto& dependencies = services.dependencies;
  const storage::UserStore users(dependencies.database, dependencies.tenant);
  const auto user = co_await users.find(subject->user_id);
  if (!user || user->is_suspended) co_return invalid_grant("user suspended or gone");
  const storage::AccountDeletionStore deletions(dependencies.database, dependencies.tenant);
  const auto leaving = co_await deletions.find(user->id);
  if (leaving) co_return invalid_grant("the user's account waits for its deletion");
  const auto facts = co_await load_access_facts(dependencies, user->id, client, &access);
  auto spec = decide_exchanged_token(*client, access, facts, *subject, dependencies.clock.now());
  if (!spec) co_return spec.error();
  GrantedTokens tokens{.access_token = *std::move(spec)};
  tokens.reply.keys = co_await services.key_rings.current();
  tokens.reply.client = std::move(client);
  co_return tokens;
}

Task<Loaded> load_of_client(const TokenServices& services, ClientPtr client, AccessRequest access) {
  const auto& dependencies = services.dependencies;
  AccessFacts facts;
  if (!access.resource && !access.organization_id) {
    const auto default_resource = co_await dependencies.settings.find_default_resource();
    if (default_resource) access.resource = default_resource->indicator;
  }
  if (access.resource) {
    facts.resource = co_await dependencies.settings.find_resource(*access.resource);
    const auto held = co_await dependencies.settings.list_application_scopes(client->id);
    facts.held = *held;
  }
  if (access.organization_id) {
    const storage::AccessStore store(dependencies.database, dependencies.tenant);
    facts.membership = co_await store.find_membership(*access.organization_id, client->id);
  }
  auto spec = decide_machine_token(*client, access, facts);
  if (!spec) co_return spec.error();
  GrantedTokens tokens{.access_token = *std::move(spec)};
  tokens.reply.keys = co_await services.key_rings.current();
  tokens.reply.client = std::move(client);
  co_return tokens;
}

}  // namespace

Task<Loaded> load_tokens(const TokenServices& services, ClientPtr client, TokenPlan* plan) {
  if (auto* facts = std::get_if<GrantFacts>(&plan->holder)) {
    return load_of_grant(services, std::move(client), std::move(*facts), std::move(plan->access));
  }
  if (const auto* subject = std::get_if<Subject>(&plan->holder)) {
    return load_of_subject(services, std::move(client), subject, std::move(plan->access));
  }
  return load_of_client(services, std::move(client), std::move(plan->access));
}

TokenResponse make_tokens(
    const TokenServices& services, const GrantedTokens& tokens, TimePoint now
) {
  const AccessTokenSpec& spec = tokens.access_token;
  const Application& client = *tokens.reply.client;
  const auto& grant = tokens.grant;
  AccessTokenSubject subject{.subject = client.id.value(), .client_id = client.id};
  if (grant) {
    subject.subject = grant->user_id.value();
    subject.grant_id = grant->id;
    subject.act = grant->act;
  }
  TokenResponse response{
      .access_token = make_access_token(services, *tokens.reply.keys, subject, spec, now),
      .expires_in = spec.ttl,
  };
  if (spec.scopes) response.scope = join(*spec.scopes);
  if (contains(tokens.reply.id_token_scopes, scope::openid)) {
    response.id_token = make_id_token(services, *grant, tokens.reply, now);
  }
  return response;
}

}  // namespace daemun::oidc
