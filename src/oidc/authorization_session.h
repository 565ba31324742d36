// The session on its way through the authorization endpoint: a new one, or one with a new secret,
// after each sign-in; and one that is in use and lives on.
#ifndef DAEMUN_OIDC_AUTHORIZATION_SESSION_H
#define DAEMUN_OIDC_AUTHORIZATION_SESSION_H

#include "base/task.h"
#include "domain/interaction.h"
#include "domain/session.h"
#include "http/request.h"
#include "oidc/dependencies.h"
#include "storage/sql.h"

#include <optional>
#include <string>

namespace daemun::oidc {

struct SessionChange {
  Session session{};
  storage::Plan plan{};
  std::string cookie{};  // signed
};

// After a sign-in (checklist 56). Another user's session in this browser ends, and with it what
// hangs on it. A password that was changed after it was proven opens no session: then the plan is a
// conflict.
Task<SessionChange> begin_session(
    const Dependencies& dependencies,
    LoginResult login,
    std::optional<Session> previous,
    SignInContext context
);
// What the browser calls itself is cut after 512 bytes, and left out when it is not UTF-8.
SignInContext sign_in_context_of(const http::Request& request);

// A later expiry, the cookie's newest key and its name of now; nothing when all is as it should be.
// `cookie`: the request's.
Task<std::optional<SessionChange>> renew_session(
    const Dependencies& dependencies, Session session, std::string cookie
);

}  // namespace daemun::oidc

#endif
