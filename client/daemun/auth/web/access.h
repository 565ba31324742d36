// Access tokens of a session, refreshed in time and by one request at a time: a refresh token can
// be used once, and a provider may treat a second use as theft (RFC 9700 4.14).
#ifndef DAEMUN_AUTH_WEB_ACCESS_H
#define DAEMUN_AUTH_WEB_ACCESS_H

#include "base/result.h"
#include "base/task.h"
#include "daemun/auth/error.h"
#include "daemun/auth/session/session.h"
#include "daemun/auth/userinfo.h"
#include "daemun/auth/web/core.h"
#include "daemun/auth/web/visit.h"

#include <string>

namespace daemun::auth {

// The target of a token: an API, an organization of Logto or Daemun, or, if both are empty,
// userinfo.
struct AccessTarget {
  std::string resource{};
  std::string organization_id{};
};

// From the session, or by a refresh when less than `refresh_ahead` is left; the session and the
// visit's cookies are up to date afterwards. While the token at hand has not expired, a refresh
// that fails is reported and tried again later. When the provider says invalid_grant, or the
// session has ended in its store, the user is signed out. Errors: no_session, no_refresh_token,
// session_ended, store_unavailable, and those of the provider.
Task<Result<AccessGrant, AuthError>> find_access(
    const AuthCore& core, Visit& visit, AccessTarget target
);

// OpenID Connect Core 5.3. Errors: those of find_access, make_userinfo_request and
// read_userinfo_response.
Task<Result<UserInfo, AuthError>> fetch_user_info(const AuthCore& core, Visit& visit);

}  // namespace daemun::auth

#endif
