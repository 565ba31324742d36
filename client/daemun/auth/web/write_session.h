// A visit's session, written down: into its store or into the visit's cookies, which stay small
// enough for the app's own server.
#ifndef DAEMUN_AUTH_WEB_WRITE_SESSION_H
#define DAEMUN_AUTH_WEB_WRITE_SESSION_H

#include "daemun/auth/web/core.h"
#include "daemun/auth/web/pending_cookie.h"
#include "daemun/auth/web/visit.h"

#include <string_view>

namespace daemun::auth {

PendingRules pending_rules(const AuthCore& core);

// After a sign-in. Errors: those of SessionKeeper::insert; grants that were left out are reported.
Result<void, AuthError> insert_session(
    const AuthCore& core, Visit& visit, std::string_view where, Session session
);

// A failure is reported, and leaves what was written before.
void write_session(
    const AuthCore& core, Visit& visit, std::string_view where, const KeptSession& kept
);

}  // namespace daemun::auth

#endif
