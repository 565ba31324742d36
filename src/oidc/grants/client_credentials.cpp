#include "oidc/grants/client_credentials.h"

#include "base/text.h"
#include "oidc/lifetimes.h"
#include "oidc/token_size.h"

namespace daemun::oidc {
namespace {

// With a resource Logto leaves `scope` out when nothing was asked for or nothing is left; in an
// organization it is there, if empty.
std::optional<std::vector<std::string>> scopes_or_none(std::vector<std::string> scopes) {
  if (scopes.empty()) return std::nullopt;
  return scopes;
}

}  // namespace

Result<AccessTokenSpec, OAuthError> decide_machine_token(
    const Application& client, const AccessRequest& request, const AccessFacts& facts
) {
  const auto requested = request.scopes.value_or(std::vector<std::string>{});
  if (request.organization_id && !facts.membership) {
    return OAuthError{
        .code = OAuthErrorCode::access_denied,
        .description = "app has not associated with the organization",
        .status = 403,
    };
  }
  if (request.resource) {
    if (!facts.resource) return invalid_target();
    // Either the application's own roles count or, within an organization, those it has there.
    auto held = facts.held;
    std::erase_if(held, [&](const HeldScope& scope) {
      return scope.organization_id != request.organization_id;
    });
    return AccessTokenSpec{
        .audience = *request.resource,
        .scopes = scopes_or_none(
            intersection(requested, effective_scopes(held, *request.resource, {}, client))
        ),
        .organization_claim = request.organization_id,
        .ttl = facts.resource->access_token_ttl,
    };
  }
  if (!request.organization_id) {
    return OAuthError{
        .code = OAuthErrorCode::invalid_target,
        .description = "both `resource` and `organization_id` are not provided",
    };
  }
  const auto held = effective_organization_scopes(facts.membership->organization_scopes, client);
  return AccessTokenSpec{
      .audience = std::string(organization_audience_prefix) + request.organization_id->value(),
      .scopes = intersection(requested, held),
      .organization_claim = std::nullopt,
      .ttl = organization_token_ttl,
  };
}

Task<Result<TokenResponse, OAuthError>> exchange_client_credentials(
    const TokenServices& services, AuthenticatedClient client, TokenRequest request
) {
  const auto& dependencies = services.dependencies;
  AccessRequest& access = request.access;
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
  if (auto checked = check_scope_size(spec->scopes.value_or(std::vector<std::string>{})); !checked)
    co_return checked.error();
  const auto keys = co_await services.key_rings.current();
  const AccessTokenSubject subject{
      .subject = client->id.value(), .client_id = client->id, .grant_id = std::nullopt};
  TokenResponse response{
      .access_token = make_access_token(services, *keys, subject, *spec, dependencies.clock.now()),
      .expires_in = spec->ttl,
      .id_token = std::nullopt,
      .refresh_token = std::nullopt,
      .scope = std::nullopt,
  };
  if (spec->scopes) response.scope = join(*spec->scopes);
  co_return response;
}

}  // namespace daemun::oidc
