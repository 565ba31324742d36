// Logto's application-level access control, as the grants and the authorization endpoint ask for
// it.
#ifndef DAEMUN_OIDC_APPLICATION_ACCESS_H
#define DAEMUN_OIDC_APPLICATION_ACCESS_H

#include "oidc/client.h"
#include "oidc/oauth_error.h"

namespace daemun::oidc {

// Whether the user may use the client now. Asks the database only where access is controlled.
Task<bool> load_may_use(const Dependencies& dependencies, ClientPtr client, UserId user);

OAuthError not_admitted();  // access_denied

}  // namespace daemun::oidc

#endif
