// The browser's hold on its session: the cookie carries the row's id and a secret, the row the
// secret's hash. A signature by one of the tenant's cookie keys goes with them: whoever could write
// sessions into the database could still make no cookie, and an administrator who removes the keys
// ends all sessions at once.
#ifndef DAEMUN_OIDC_SESSION_COOKIE_H
#define DAEMUN_OIDC_SESSION_COOKIE_H

#include "base/secret.h"
#include "domain/session.h"
#include "http/cookie.h"
#include "http/request.h"
#include "oidc/dependencies.h"

#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace daemun::oidc {

// base64url of the row's id (16 bytes), the secret (32 bytes) and the signature (18 bytes).
struct PresentedSession {
  SessionId id;
  Secret secret;
};
// Nothing for a text of any other form. Says nothing of the signature.
std::optional<PresentedSession> parse_session_cookie(std::string_view cookie_value);
// Whether the cookie still opens that session: secret right, not expired, user not suspended.
bool is_live(const Session& session, const PresentedSession& presented, TimePoint now);

// The cookie of a request. A name from before names differed counts where there is no other.
struct SentSession {
  std::string name{};
  std::string value{};  // empty: none
};
SentSession sent_session(const Dependencies& dependencies, const http::Request& request);
// The current name of the cookie.
std::string current_session_cookie(const Dependencies& dependencies);

// The live session of the request's cookie: signature and secret right, not expired, user not
// suspended, and the cookie's name the one that the session was given under.
Task<std::optional<Session>> load_session(const Dependencies& dependencies, SentSession sent);
// The value with a signature by the newest key, in the place of an older one if it has one.
Task<std::string> sign_session_cookie(const Dependencies& dependencies, std::string cookie_value);
// False when an older key signed it: then the browser should get a new one.
Task<bool> has_newest_signature(const Dependencies& dependencies, std::string cookie_value);
struct NewSession {
  Session session;
  std::string cookie_value;  // not signed yet
};
// A session for a fresh sign-in. With `previous` of the same user it keeps that one's id, so that
// what is bound to it lives on; the secret is new in any case.
NewSession make_session(
    const Dependencies& dependencies,
    const UserId& user,
    const std::vector<std::string>& amr,
    TimePoint signed_in_at,
    const std::optional<Session>& previous,
    Seconds ttl
);

// Sliding renewal: the new expiry, once an hour (or a 24th of a shorter ttl) has passed since the
// last one. A write a request would cost more than the minutes are worth.
std::optional<TimePoint> renewed_expiry(const Session& session, Seconds ttl, TimePoint now);

http::SecureCookie is_secure(const Dependencies& dependencies);
std::string to_session_cookie(
    const Dependencies& dependencies, const std::string& cookie_value, TimePoint expires_at
);
std::string to_removed_session_cookie(const Dependencies& dependencies, std::string_view name);

// The tenant's `oidc.session` ttl (1 s to a year), 14 days by default.
Task<Seconds> load_session_ttl(const Dependencies& dependencies);

}  // namespace daemun::oidc

#endif
