// A browser's sign-in at this server, shared by all applications of the tenant.
#ifndef DAEMUN_DOMAIN_SESSION_H
#define DAEMUN_DOMAIN_SESSION_H

#include "base/clock.h"
#include "base/id.h"

#include <map>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace daemun {

// How long a session lives without being used: the configuration row of that name, {"ttl":
// seconds}.
inline constexpr std::string_view session_config = "oidc.session";
inline constexpr Seconds default_session_ttl = std::chrono::hours(14 * 24);
inline constexpr Seconds longest_session_ttl = std::chrono::hours(365 * 24);
// The default for an absent row and for a ttl below a second or above the longest.
Seconds parse_session_ttl(std::string_view config);

// Where a person signed in: empty for what is not known, as of sessions from before it was kept.
struct SignInContext {
  std::string ip{};
  std::string user_agent{};  // what the browser calls itself
};

struct Session {
  SessionId id{};
  std::string secret_hash{};  // SHA-256 of the cookie's secret
  // The cookie that the browser was given; nothing before names differed: "_session".
  std::optional<std::string> cookie_name{};
  UserId user_id{};
  bool is_user_suspended = false;
  TimePoint signed_in_at{};
  std::vector<std::string> amr{};  // RFC 8176
  SignInContext context{};
  TimePoint created_at{};
  TimePoint renewed_at{};
  TimePoint expires_at{};
};

// The consent and presence of an application within one session; also the list of applications to
// notify when the session ends.
struct SessionClient {
  SessionId session_id{};
  ApplicationId client_id{};
  std::string sid{};                  // the `sid` claim that this client knows the session by
  std::vector<std::string> scopes{};  // OIDC scopes
  std::map<std::string, std::vector<std::string>> resource_scopes{};  // indicator -> scopes
};

}  // namespace daemun

#endif
