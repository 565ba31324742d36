// Telling applications that a session has ended (OpenID Connect Back-Channel Logout 1.0). The
// notice is an outbox row of the plan that ends the session (storage/session_end.h); app/jobs posts
// `logout_token=...` to its uri.
#ifndef DAEMUN_OIDC_BACKCHANNEL_LOGOUT_H
#define DAEMUN_OIDC_BACKCHANNEL_LOGOUT_H

#include "domain/logout_notice.h"
#include "oidc/client.h"
#include "oidc/key_ring.h"

#include <string>
#include <string_view>

namespace daemun::oidc {

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
