// A grant: one row that the authorization code, the refresh token and the opaque access tokens of
// one authorization all refer to.
#ifndef DAEMUN_DOMAIN_GRANT_H
#define DAEMUN_DOMAIN_GRANT_H

#include "base/clock.h"
#include "base/id.h"
#include "domain/user.h"

#include <cstdint>
#include <map>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace daemun {

// Resource indicator -> scopes.
using ResourceScopes = std::map<std::string, std::vector<std::string>>;

// How a grant came about.
enum class GrantOrigin {
  authorization,  // at the authorization endpoint; the client redeems a code
  device,         // RFC 8628: the client redeems its device code
  exchange,       // RFC 8693: another token stood for the user; lasts as long as the access token
};

std::string_view to_string(GrantOrigin origin);
// Throws std::runtime_error for another word.
GrantOrigin parse_grant_origin(std::string_view word);

struct CodeState {
  std::string secret_hash{};  // SHA-256; empty when the grant has no code: nothing hashes to it
  std::string redirect_uri{};
  std::optional<std::string> code_challenge{};  // always S256
  // Whether the request named the redirect URI: then the token request must repeat it.
  bool redirect_uri_given = true;
  TimePoint expires_at{};
  std::optional<TimePoint> redeemed_at{};
};

struct RefreshState {
  std::int64_t generation = 1;  // of the newest token
  std::string secret_hash{};    // SHA-256 of the newest token's secret
  std::optional<std::string> previous_secret_hash{};
  TimePoint issued_at{};  // of the newest token
  TimePoint chain_started_at{};
  TimePoint expires_at{};
};

// The source of a token exchange, with which it ends.
struct ExchangeSource {
  std::optional<GrantId> grant_id{};                 // of the subject token
  std::optional<std::string> personal_token_hash{};  // SHA-256 of the first personal access token
};

struct Grant {
  GrantId id{};  // 22 characters base64url of 16 random bytes
  ApplicationId client_id{};
  UserId user_id{};
  std::optional<SessionId> session_id{};
  bool is_offline = false;            // outlives the session (offline_access)
  std::vector<std::string> scopes{};  // OIDC scopes, in the order requested
  ResourceScopes resource_scopes{};
  std::optional<std::string> nonce{};
  std::optional<std::string> sid{};
  TimePoint authenticated_at{};
  bool wants_auth_time = false;
  // RFC 8176, for the ID token; empty: it says nothing about it.
  std::vector<std::string> amr{};
  GrantOrigin origin = GrantOrigin::authorization;
  std::optional<std::string> act{};  // who acts for the user: a JSON object (RFC 8693 4.1)
  ExchangeSource source{};
  CodeState code{};
  std::optional<RefreshState> refresh{};
  std::optional<TimePoint> revoked_at{};
  TimePoint created_at{};
  TimePoint expires_at{};
};

// The grants that an exchanged one descends from.
struct GrantAncestry {
  int depth = 0;         // how many
  bool is_alive = true;  // none of them was revoked or is gone, nor their personal access token
};

// A grant with what decides whether it still stands, read in one query; in two for an exchange.
struct GrantFacts {
  Grant grant;
  std::optional<User> user{};  // nothing: deleted
  // The session's expiry; nothing when the session has ended.
  std::optional<TimePoint> session_expires_at{};
  GrantAncestry ancestry{};
};

// Neither revoked nor expired, nor one that it descends from; its user there and not suspended;
// and, unless it is offline, its session alive.
bool is_alive(const GrantFacts& facts, TimePoint now);

}  // namespace daemun

#endif
