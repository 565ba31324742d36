// How the handlers answer: redirects, pages and JSON, none of which may be kept by a cache.
#ifndef DAEMUN_AUTH_WEB_REPLIES_H
#define DAEMUN_AUTH_WEB_REPLIES_H

#include "base/json.h"
#include "daemun/auth/error.h"
#include "daemun/auth/http.h"
#include "daemun/auth/web/core.h"
#include "daemun/auth/web/pages.h"

#include <string>
#include <string_view>
#include <vector>

namespace daemun::auth {

// 302 after a GET; 303 turns a POST into a GET (RFC 9110 15.4.4).
Response make_redirect(const Request& request, const std::string& location);
Response make_json_reply(const json::value& value);
// 404, 405: without a page.
Response make_plain_reply(int status, std::string_view text);

// With the cookies, and what every answer of the handlers says: no cache, no sniffing, no referrer
// for others (with none at all, browsers would hide the origin of our own forms).
Response finish(Response response, const std::vector<Header>& cookies);

// The message for the user.
Trouble to_trouble(const AuthError& error);

// The app's error page or the built-in one, and the error to the app's log.
Response make_failure(
    const AuthCore& core, const Request& request, std::string_view where, const AuthError& error
);
// Without an error of the protocol.
Response make_trouble_reply(const AuthCore& core, const Request& request, Trouble trouble);

}  // namespace daemun::auth

#endif
