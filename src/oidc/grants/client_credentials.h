// grant_type=client_credentials (RFC 6749 4.4), for an API resource or an organization.
#ifndef DAEMUN_OIDC_GRANTS_CLIENT_CREDENTIALS_H
#define DAEMUN_OIDC_GRANTS_CLIENT_CREDENTIALS_H

#include "oidc/client_authentication.h"
#include "oidc/grant_type.h"

namespace daemun::oidc {

struct MachineRequest {
  AccessRequest access{};
};

Result<MachineRequest, OAuthError> parse_machine_request(
    const http::Form& form, AccessRequest access
);

Task<Planned> plan_machine_token(
    const TokenServices& services, AuthenticatedClient client, MachineRequest request
);

// `request.resource` is the decided one. Errors: invalid_target, invalid_scope, access_denied
// (403).
Result<AccessTokenSpec, OAuthError> decide_machine_token(
    const Application& client, const AccessRequest& request, const AccessFacts& facts
);

}  // namespace daemun::oidc

#endif
