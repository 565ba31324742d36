// A session for tests.
#ifndef DAEMUN_AUTH_SESSION_TEST_SESSION_H
#define DAEMUN_AUTH_SESSION_TEST_SESSION_H

#include "daemun/auth/session/session.h"
#include "daemun/auth/test_provider.h"

namespace daemun::auth::test {

inline Session a_session() {
  return {
      .id = "session-1",
      .provider_id = "logto",
      .issuer = issuer,
      .subject = "user",
      .provider_session_id = "sid-1",
      .user = {{"id", "user"}, {"name", "Mina Kim"}},
      .tokens =
          {.access_token = Secret("access-token"),
           .expires_at = now + Seconds(3600),
           .refresh_token = Secret("refresh-token"),
           .id_token = Secret(a_signer().sign(id_token_claims()))},
      .signed_in_at = now,
      .seen_at = now,
  };
}

}  // namespace daemun::auth::test

#endif
