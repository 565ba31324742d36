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

Result<AccessTokenSpec, OAuthError> machine_token(
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

}  // namespace

Result<MachineRequest, OAuthError> parse_machine_request(
    const http::Form& /*form*/, AccessRequest access
) {
  return MachineRequest{.access = std::move(access)};
}

// Nothing is presented and nothing spent: the client's roles decide.
Task<Planned> plan_machine_token(
    const TokenServices& /*services*/, AuthenticatedClient /*client*/, MachineRequest request
) {
  co_return TokenPlan{.holder = ClientItself{}, .access = std::move(request.access)};
}

Result<AccessTokenSpec, OAuthError> decide_machine_token(
    const Application& client, const AccessRequest& request, const AccessFacts& facts
) {
  auto spec = machine_token(client, request, facts);
  if (!spec) return spec;
  const auto checked = check_scope_size(spec->scopes.value_or(std::vector<std::string>{}));
  if (!checked) return checked.error();
  return spec;
}

}  // namespace daemun::oidc
