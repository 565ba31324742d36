// A JWT access token for one organization (audience urn:logto:organization:{id}) that stands for
// one of its members now, for the APIs beside the protocol. The claims are where the look-up
// begins: grant, client, membership and permissions are those of the database.
#ifndef DAEMUN_OIDC_ORGANIZATION_TOKEN_H
#define DAEMUN_OIDC_ORGANIZATION_TOKEN_H

#include "jose/claims.h"
#include "oidc/access_token.h"
#include "oidc/application_access.h"
#include "oidc/key_ring.h"
#include "oidc/live_token.h"

#include <string>
#include <vector>

namespace daemun::oidc {

// Whether the verified claims are those of a person, whose grant this is. Errors: invalid_token (a
// machine's token too: it has no grant).
Result<void, OAuthError> decide_holder(
    const jose::Claims& claims, const GrantOfNow& grant, TimePoint now
);

// The permissions of the token that the member still holds. Errors: access_denied, 403, as
// check_membership.
Result<std::vector<std::string>, OAuthError> decide_permissions(
    const jose::Claims& claims,
    const Application& client,
    const AccessRequest& request,
    const AccessFacts& facts
);

// `scopes` of the answer are the permissions. Errors: invalid_token; access_denied (403) for a
// token for another audience, or whose person is no longer let into the organization.
Task<Result<LiveToken, OAuthError>> load_organization_token(
    const Dependencies* dependencies,
    KeyRings* key_rings,
    std::string text,
    OrganizationId organization
);

}  // namespace daemun::oidc

#endif
