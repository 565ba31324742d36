// A signed-in user and the tokens that the provider issued for them.
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
  // Absent if the provider does not say; the token is then used until it is rejected.
  std::optional<TimePoint> expires_at{};
  // The lifetime from its issue. Absent if the provider does not say, and in sessions saved by
  // older versions.
  std::optional<Seconds> expires_in{};
  std::vector<std::string> scopes{};
};

struct Session {
  // Identifies this sign-in in logs. Not a credential.
  std::string id{};
  std::string provider_id{};
  // Issuer and subject together identify the user; an email address does not (OpenID Connect Core
  // 5.7).
  std::string issuer{};
  std::string subject{};
  // The `sid` claim of the ID token: the session at the provider. May be empty.
  std::string provider_session_id{};
  // The result of the `profile` function: "id", "name", "email", "image".
  json::object user{};
  // The app's own data, from the `jwt` callback.
  json::object token{};
  // From the sign-in; the access token is for userinfo.
  TokenSet tokens{};
  // Keyed by resource indicator or by organization_key().
  std::map<std::string, AccessGrant, std::less<>> grants{};
  TimePoint signed_in_at{};
  // The user's last request, accurate to `renewal`.
  TimePoint seen_at{};
  // Counts refreshes: of two copies, the one with the higher number is newer.
  std::int64_t generation = 0;
};

// "urn:logto:organization:<id>", the audience of an organization's tokens.
std::string organization_key(std::string_view organization_id);

// Serializes a session for a store or an encrypted cookie. The text contains secrets.
Secret to_text(const Session& session);
// Nothing if the text does not come from to_text.
std::optional<Session> parse_session(std::string_view text);

struct SessionLifetime {
  // The session ends after this time without a request.
  Seconds idle{7 * 24 * 3600};
  // The session ends this long after the sign-in, even if it is in use.
  Seconds absolute{30 * 24 * 3600};
  // seen_at is updated when it is older than this, or than half of `idle`.
  Seconds renewal{5 * 60};
};

// When the session ends if there are no further requests.
TimePoint find_end(const Session& session, const SessionLifetime& lifetime);
// Whether seen_at should be updated.
bool is_renewal_due(const Session& session, const SessionLifetime& lifetime, TimePoint now);
// False, too, for a session more than a minute in the future; clocks may differ by that much.
bool is_alive(const Session& session, const SessionLifetime& lifetime, TimePoint now);

}  // namespace daemun::auth

#endif
