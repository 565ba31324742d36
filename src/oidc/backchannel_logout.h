// Telling applications that a session has ended (OpenID Connect Back-Channel Logout 1.0). The
// notice is an outbox row of the plan that ends the session; app/jobs posts `logout_token=...` to
// its uri.
#ifndef DAEMUN_OIDC_BACKCHANNEL_LOGOUT_H
#define DAEMUN_OIDC_BACKCHANNEL_LOGOUT_H

#include "domain/session.h"
#include "oidc/client.h"
#include "oidc/key_ring.h"
#include "storage/outbox_store.h"

#include <optional>
#include <string>
#include <string_view>

namespace daemun::oidc {

inline constexpr std::string_view backchannel_logout_kind = "backchannel_logout";

struct LogoutNotice {
  ApplicationId client_id;
  UserId user_id;
  std::optional<std::string> sid;
  std::string uri;

  friend bool operator==(const LogoutNotice&, const LogoutNotice&) = default;
};

// Nothing for a client that has no back-channel logout URI.
std::optional<LogoutNotice> make_logout_notice(
    const Application& client, const SessionClient& session_client, const UserId& user
);

storage::OutboxMessage make_logout_message(
    const Dependencies& dependencies, const LogoutNotice& notice
);
// Nothing for a payload of another kind.
std::optional<LogoutNotice> parse_logout_notice(std::string_view payload);

// The claims of 2.4. `message_id` is the jti: it stays when the message is sent again.
std::string to_logout_claims(
    const LogoutNotice& notice, std::string_view issuer, std::string_view message_id, TimePoint now
);
// Signed when it is sent, for it lives two minutes; with the algorithm of the client's ID tokens.
Task<std::string> make_logout_token(
    const Dependencies& dependencies, KeyRings& keys, LogoutNotice notice, std::string message_id
);

}  // namespace daemun::oidc

#endif
