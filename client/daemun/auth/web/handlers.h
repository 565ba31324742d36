// The paths under /api/auth: signin, callback, signout, session, csrf, providers, as Auth.js has
// them, and back-channel logout.
#ifndef DAEMUN_AUTH_WEB_HANDLERS_H
#define DAEMUN_AUTH_WEB_HANDLERS_H

#include "base/task.h"
#include "daemun/auth/http.h"
#include "daemun/auth/web/core.h"

#include <string>

namespace daemun::auth {

// Path without query, of a target as of a whole URL; empty when it is neither.
std::string find_path(const Request& request);

// Whether the path is one below base_path, known or not.
bool is_handled(const AuthCore& core, const Request& request);

// 404 for a path that there is not, 405 for a method that it does not take.
Task<Response> handle(const AuthCore& core, Request request);

// The session of a request, written down as seen when that is due.
Visit make_visit(const AuthCore& core, const Request& request);

}  // namespace daemun::auth

#endif
