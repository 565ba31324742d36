// Logto's application-level access control, as the grants and the authorization endpoint ask for
// it.
#ifndef DAEMUN_OIDC_APPLICATION_ACCESS_H
#define DAEMUN_OIDC_APPLICATION_ACCESS_H

#include "domain/grant.h"
#include "oidc/client.h"
#include "oidc/oauth_error.h"

#include <optional>

namespace daemun::oidc {

// Whether the user may use the client now. Asks the database only where access is controlled.
Task<bool> load_may_use(const Dependencies& dependencies, ClientPtr client, UserId user);

OAuthError not_admitted();  // access_denied

// A grant as it stands now, for who holds a token that refers to it: nothing when its client is
// gone or no longer lets the user in; of a third party's scopes those that it may still have.
Task<std::optional<GrantFacts>> load_grant_of_now(const Dependencies& dependencies, GrantId id);

}  // namespace daemun::oidc

#endif
