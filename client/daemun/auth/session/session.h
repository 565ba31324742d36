// Who is signed in, and what the provider has given for them.
#ifndef DAEMUN_AUTH_SESSION_SESSION_H
#define DAEMUN_AUTH_SESSION_SESSION_H

#include "base/clock.h"
#include "base/json.h"
#include "base/secret.h"
#include "daemun/auth/token.h"

#include <cstdint>
#include <map>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace daemun::auth {

// An access token for one API or one organization.
struct AccessGrant {
  Secret access_token{};
  // Absent when the provider does not say: good until somebody refuses it.
  std::optional<TimePoint> expires_at{};
  // Its whole lifetime. Absent likewise, and in sessions that were kept by older versions.
  std::optional<Seconds> expires_in{};
  std::vector<std::string> scopes{};
};

struct Session {
  // Names this sign-in in logs and between threads; lets nobody in.
  std::string id{};
  std::string provider_id{};
  // With the subject the user's key; never an e-mail address (OpenID Connect Core 5.7).
  std::string issuer{};
  std::string subject{};
  // `sid` of the ID token: the session at the provider. May be empty.
  std::string provider_session_id{};
  // What `profile` made of the claims: "id", "name", "email", "image".
  json::object user{};
  // The app's own, of the `jwt` callback.
  json::object token{};
  // Of the sign-in, for userinfo: refreshed together with its refresh token.
  TokenSet tokens{};
  // By resource indicator, or by organization_key().
  std::map<std::string, AccessGrant, std::less<>> grants{};
  TimePoint signed_in_at{};
  // The user was last here, give or take the time after which that is written down.
  TimePoint seen_at{};
  // Counts the refreshes: of two copies the one with the higher number is right.
  std::int64_t generation = 0;
};

// "urn:logto:organization:<id>", the audience of an organization's tokens.
std::string organization_key(std::string_view organization_id);

// For a store or a sealed cookie; it is made of secrets.
Secret to_text(const Session& session);
// Nothing unless it is a text of to_text.
std::optional<Session> parse_session(std::string_view text);

struct SessionLifetime {
  // Without a request of the user.
  Seconds idle{7 * 24 * 3600};
  // From the sign-in, whatever the user does.
  Seconds absolute{30 * 24 * 3600};
  // seen_at is renewed when it is older than this, or than half of `idle`.
  Seconds renewal{5 * 60};
};

// When the session ends if nobody comes any more.
TimePoint find_end(const Session& session, const SessionLifetime& lifetime);
// Whether it is time to write down that the user is here.
bool is_renewal_due(const Session& session, const SessionLifetime& lifetime, TimePoint now);
// Also false for a session from the future (more than a minute, for clocks that differ).
bool is_alive(const Session& session, const SessionLifetime& lifetime, TimePoint now);

}  // namespace daemun::auth

#endif
