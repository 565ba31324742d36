// One refresh of a session's tokens for all who need one (RFC 6749 6): within this process by a
// flight, across processes by a lease in the session store.
#ifndef DAEMUN_AUTH_WEB_REFRESH_H
#define DAEMUN_AUTH_WEB_REFRESH_H

#include "base/result.h"
#include "base/task.h"
#include "daemun/auth/error.h"
#include "daemun/auth/session/session_keeper.h"
#include "daemun/auth/web/access.h"
#include "daemun/auth/web/core.h"

#include <optional>
#include <string>

namespace daemun::auth {

// The name of the target's grant in a session.
std::string key_of(const AccessTarget& target);

// The session's token for that target, unless less than `ahead`, or a quarter of its lifetime, is
// left of it. Without a refresh token any that has not expired will do.
std::optional<AccessGrant> find_grant(
    const AuthCore& core, const Session& session, const AccessTarget& target, Seconds ahead
);
// Ahead by the settings.
std::optional<AccessGrant> find_grant(
    const AuthCore& core, const Session& session, const AccessTarget& target
);

// The session with a token for the target; kept already when there is a store. Errors:
// no_refresh_token, session_ended (in its store), store_unavailable, session_busy, those of the
// token endpoint and of verify_refreshed_id_token.
Task<Result<KeptSession, AuthError>> refresh(
    const AuthCore& core, KeptSession kept, AccessTarget target
);

}  // namespace daemun::auth

#endif
