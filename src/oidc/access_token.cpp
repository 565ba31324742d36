#include "oidc/access_token.h"

#include "base/text.h"
#include "base/uri.h"
#include "domain/mfa_policy.h"
#include "domain/open_resources.h"
#include "oidc/application_access.h"
#include "oidc/lifetimes.h"
#include "oidc/tables.h"
#include "oidc/token_size.h"
#include "storage/user_factor_store.h"
#include "storage/user_store.h"

#include <algorithm>

namespace daemun::oidc {
namespace {

OAuthError forbidden(OAuthErrorCode code, std::string description) {
  return OAuthError{.code = code, .description = std::move(description), .status = 403};
}

OAuthError uncovered_target() {
  auto error = invalid_target();
  error.description = "the grant does not cover the requested resource";
  return error;
}

bool grants_organization_permissions(const Grant& grant) {
  return grant.resource_scopes.contains(std::string(organizations_resource));
}

std::vector<std::string> granted_scopes_of(const Grant& grant, std::string_view indicator) {
  const auto found = grant.resource_scopes.find(std::string(indicator));
  return found == grant.resource_scopes.end() ? std::vector<std::string>{} : found->second;
}

std::vector<std::string> narrowed(std::vector<std::string> scopes, const AccessRequest& request) {
  return request.scopes ? intersection(scopes, *request.scopes) : scopes;
}

// RFC 6749 6: the scope of a refresh must not go beyond the grant.
Result<void, OAuthError> check_requested_scopes(const Grant& grant, const AccessRequest& request) {
  if (!request.scopes) return {};
  auto missing = difference(*request.scopes, grant.scopes);
  for (const auto& [indicator, scopes] : grant.resource_scopes)
    missing = difference(missing, scopes);
  if (missing.empty()) return {};
  return OAuthError{
      .code = OAuthErrorCode::invalid_scope,
      .description = missing.size() == 1 ? "refresh token missing requested scope"
                                         : "refresh token missing requested scopes",
      .scope = join(missing),
  };
}

Result<void, OAuthError> check_organization(
    const Grant& grant,
    const Application& client,
    const AccessRequest& request,
    const AccessFacts& facts
) {
  if (!contains(grant.scopes, scope::organizations)) {
    auto error =
        forbidden(OAuthErrorCode::insufficient_scope, "refresh token missing required scope");
    error.scope = std::string(scope::organizations);
    return error;
  }
  return check_membership(client, request, facts);
}

AccessTokenSpec organization_token(
    const Grant& grant,
    const Application& client,
    const AccessRequest& request,
    const AccessFacts& facts
) {
  std::vector<std::string> scopes;
  if (grants_organization_permissions(grant)) {
    const auto held = effective_organization_scopes(facts.membership->organization_scopes, client);
    scopes =
        narrowed(intersection(granted_scopes_of(grant, organizations_resource), held), request);
  }
  return AccessTokenSpec{
      .audience = std::string(organization_audience_prefix) + request.organization_id->value(),
      .scopes = std::move(scopes),
      .organization_claim = std::nullopt,
      .ttl = organization_token_ttl,
  };
}

AccessTokenSpec resource_token(
    const Grant& grant,
    const Application& client,
    const AccessRequest& request,
    const AccessFacts& facts
) {
  const OrganizationFilter filter{request.organization_id};
  const auto held = effective_scopes(facts.held, *request.resource, filter, client);
  return AccessTokenSpec{
      .audience = *request.resource,
      .scopes = narrowed(intersection(granted_scopes_of(grant, *request.resource), held), request),
      .organization_claim = request.organization_id,
      .ttl = facts.resource->access_token_ttl,
  };
}

AccessTokenSpec opaque_token(const Grant& grant, const AccessRequest& request) {
  auto scopes = narrowed(grant.scopes, request);
  const bool is_narrowed = scopes.size() != grant.scopes.size();
  return AccessTokenSpec{
      .audience = std::nullopt,
      .scopes = std::move(scopes),
      .organization_claim = std::nullopt,
      .ttl = opaque_access_token_ttl,
      .is_narrowed = is_narrowed,
  };
}

// Backup codes count only while one is left, and a factor only while the tenant allows it: the user
// could not confirm with another one.
Task<bool> load_has_second_factor(const Dependencies& dependencies, UserId id) {
  const storage::UserFactorStore factors(
      dependencies.database, dependencies.vault, dependencies.tenant
  );
  const auto stored = co_await factors.list(id);
  const storage::UserStore users(dependencies.database, dependencies.tenant);
  const auto user = co_await users.find(std::move(id));
  const auto settings = co_await dependencies.settings.find_sign_in_experience();
  auto owned = to_owned(stored, rp_id_of(dependencies.endpoint));
  owned.has_email = user && user->primary_email;
  owned.has_phone = user && user->primary_phone;
  co_return !list_usable_factors(settings->mfa, owned).empty();
}

}  // namespace

Result<void, OAuthError> check_membership(
    const Application& client, const AccessRequest& request, const AccessFacts& facts
) {
  if (!facts.membership) {
    return forbidden(OAuthErrorCode::access_denied, "user is not a member of the organization");
  }
  const auto& consented = facts.consented_organizations;
  if (client.is_third_party &&
      std::find(consented.begin(), consented.end(), *request.organization_id) == consented.end()) {
    return forbidden(
        OAuthErrorCode::access_denied, "organization access is not granted to the application"
    );
  }
  if (facts.membership->organization.is_mfa_required && !facts.has_second_factor) {
    return forbidden(
        OAuthErrorCode::access_denied, "organization requires MFA but user has no MFA configured"
    );
  }
  return {};
}

bool is_resource_indicator(std::string_view text) {
  const auto uri = parse_uri(text);
  return uri && !uri->has_fragment;
}

Result<AccessRequest, OAuthError> parse_access_request(const http::Form& form) {
  AccessRequest request;
  auto resources = form.find_all("resource");
  std::erase(resources, std::string(scope::organizations));
  if (resources.size() > 1) {
    return OAuthError{
        .code = OAuthErrorCode::invalid_target,
        .description = "only a single resource indicator value is supported for this grant type",
    };
  }
  if (!resources.empty()) request.resource = std::move(resources.front());
  if (const auto id = form.find("organization_id"))
    request.organization_id = OrganizationId(std::string(*id));
  if (const auto scopes = form.find("scope")) request.scopes = split_words(*scopes);
  return request;
}

Result<std::optional<std::string>, OAuthError> decide_target(
    const Grant& grant,
    const AccessRequest& request,
    const std::shared_ptr<const Resource>& default_resource
) {
  if (request.resource) {
    // The organization template is asked for by organization_id, not as an audience.
    if (*request.resource == organizations_resource) return invalid_target();
    if (!grant.resource_scopes.contains(*request.resource)) return uncovered_target();
    return request.resource;
  }
  if (request.organization_id || contains(grant.scopes, scope::openid))
    return std::optional<std::string>();
  std::vector<std::string> indicators;
  for (const auto& [indicator, scopes] : grant.resource_scopes) {
    if (indicator != organizations_resource) indicators.push_back(indicator);
  }
  if (indicators.empty()) return std::optional<std::string>();
  if (indicators.size() == 1) return std::optional<std::string>(indicators.front());
  if (default_resource && contains(indicators, default_resource->indicator)) {
    return std::optional<std::string>(default_resource->indicator);
  }
  return invalid_target();
}

Task<AccessFacts> load_access_facts(
    const Dependencies& dependencies, UserId user, ClientPtr client, const AccessRequest* request
) {
  const storage::AccessStore access(dependencies.database, dependencies.tenant);
  AccessFacts facts;
  facts.may_use_client = co_await load_may_use(dependencies, client, user);
  if (request->resource) {
    facts.resource = co_await dependencies.settings.find_resource(*request->resource);
    facts.held = co_await access.list_user_scopes(user);
  }
  if (request->organization_id) {
    facts.membership = co_await access.find_membership(*request->organization_id, user);
    if (facts.membership && facts.membership->organization.is_mfa_required)
      facts.has_second_factor = co_await load_has_second_factor(dependencies, user);
    if (client->is_third_party) {
      facts.consented_organizations =
          co_await access.list_consented_organizations(client->id, user);
    }
  }
  co_return facts;
}

Result<AccessTokenSpec, OAuthError> decide_access_token(
    const Grant& grant,
    const Application& client,
    const AccessRequest& request,
    const AccessFacts& facts
) {
  if (auto checked = check_requested_scopes(grant, request); !checked) return checked.error();
  if (!facts.may_use_client) return not_admitted();
  // Also when it was closed to the client after the user had agreed.
  if (request.resource && (!facts.resource || !is_open_to(client, *facts.resource)))
    return invalid_target();
  if (request.organization_id) {
    if (auto checked = check_organization(grant, client, request, facts); !checked)
      return checked.error();
  }
  if (!request.resource && !request.organization_id) return opaque_token(grant, request);
  auto spec = request.resource ? resource_token(grant, client, request, facts)
                               : organization_token(grant, client, request, facts);
  if (auto checked = check_scope_size(*spec.scopes); !checked) return checked.error();
  return spec;
}

}  // namespace daemun::oidc
