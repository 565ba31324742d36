// Logto's application-level access control, as the grants and the authorization endpoint ask for
// it.
#ifndef DAEMUN_OIDC_APPLICATION_ACCESS_H
#define DAEMUN_OIDC_APPLICATION_ACCESS_H

#include "domain/grant.h"
#include "oidc/client.h"
#include "oidc/oauth_error.h"

#include <optional>
#include <string>
#include <vector>

namespace daemun::oidc {

// Whether the user may use the client now. Asks the database only where access is controlled.
Task<bool> load_may_use(const Dependencies& dependencies, ClientPtr client, UserId user);

OAuthError not_admitted();  // access_denied

// Of those scopes the ones that the client may still have: an administrator may have taken some
// from a third party since they were granted.
std::vector<std::string> scopes_of_now(std::vector<std::string> scopes, const Application& client);

// A grant as it stands now, for the holder of a token that refers to it: nothing when its client is
// gone or no longer lets the user in; of a third party's scopes those that it may still have.
struct GrantOfNow {
  std::optional<GrantFacts> facts{};
  ClientPtr client{};  // the grant's; a second look-up costs 1 to 2 % of a request
};
Task<GrantOfNow> load_grant_of_now(const Dependencies& dependencies, GrantId id);

}  // namespace daemun::oidc

#endif
