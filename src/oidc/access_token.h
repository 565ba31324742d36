// Which access token a token request gets: opaque or JWT, its audience and its scopes (RFC 8707,
// Logto's organizations). Facts are loaded first; the decision is pure.
#ifndef DAEMUN_OIDC_ACCESS_TOKEN_H
#define DAEMUN_OIDC_ACCESS_TOKEN_H

#include "base/result.h"
#include "domain/access.h"
#include "domain/grant.h"
#include "http/form.h"
#include "oidc/client.h"
#include "oidc/oauth_error.h"
#include "storage/access_store.h"

#include <memory>
#include <optional>
#include <string>
#include <vector>

namespace daemun::oidc {

// The members of a token request that shape the access token.
struct AccessRequest {
  std::optional<std::string> resource{};
  std::optional<OrganizationId> organization_id{};
  std::optional<std::vector<std::string>> scopes{};
};

// Errors: invalid_target for several or malformed resources. The guide's
// resource=urn:logto:scope:organizations stands for "no resource".
Result<AccessRequest, OAuthError> parse_access_request(const http::Form& form);

// A resource indicator must be an absolute URI without fragment (RFC 8707 2).
bool is_resource_indicator(std::string_view text);

struct AccessFacts {
  std::vector<HeldScope> held{};               // when a resource is concerned
  std::shared_ptr<const Resource> resource{};  // the one that the request names or implies
  std::optional<storage::AccessStore::Membership> membership{};
  // The user has a second factor that the tenant allows, where the organization requires one.
  bool has_second_factor = false;
  std::vector<OrganizationId> consented_organizations{};  // third-party clients only
  bool may_use_client = true;                             // the user, by the client's access rules
};

struct AccessTokenSpec {
  std::optional<std::string> audience{};  // JWT; nothing: opaque
  // Nothing: no `scope` member at all (machine tokens without scopes).
  std::optional<std::vector<std::string>> scopes{};
  std::optional<OrganizationId> organization_claim{};
  Seconds ttl{0};
  bool is_narrowed = false;  // opaque, with fewer scopes than the grant
};

// The resource that the token will be for: the requested one; without `openid` the grant's only one
// (or the tenant's default). Errors: invalid_target.
Result<std::optional<std::string>, OAuthError> decide_target(
    const Grant& grant,
    const AccessRequest& request,
    const std::shared_ptr<const Resource>& default_resource
);

// `request` is the caller's own and outlives the wait.
Task<AccessFacts> load_access_facts(
    const Dependencies& dependencies, UserId user, ClientPtr client, const AccessRequest* request
);

// Whether the user may act in the organization that the request names, through this client.
// Errors: access_denied (403).
Result<void, OAuthError> check_membership(
    const Application& client, const AccessRequest& request, const AccessFacts& facts
);

// `request.resource` is the decided target.
// Errors: invalid_target, invalid_scope, insufficient_scope (403), access_denied (400 for the
// client as a whole, 403 for the organization).
Result<AccessTokenSpec, OAuthError> decide_access_token(
    const Grant& grant,
    const Application& client,
    const AccessRequest& request,
    const AccessFacts& facts
);

}  // namespace daemun::oidc

#endif
