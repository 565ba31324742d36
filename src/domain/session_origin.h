// The company's identity provider that a session was begun with: it may end the session, and the
// person may be signed out there.
#ifndef DAEMUN_DOMAIN_SESSION_ORIGIN_H
#define DAEMUN_DOMAIN_SESSION_ORIGIN_H

#include "domain/sso_connector.h"

#include <string>

namespace daemun {

struct SessionOrigin {
  SsoConnectorId connector_id{};
  std::string subject{};  // `sub` at the provider
  std::string
      sid{};  // of the session there (OpenID Connect Back-Channel Logout 1.0 2.1); may be empty
  // The provider's end_session_endpoint with our client_id (RP-Initiated Logout 1.0 2). Empty: the
  // person stays signed in there.
  std::string logout_url{};

  friend bool operator==(const SessionOrigin&, const SessionOrigin&) = default;
};

}  // namespace daemun

#endif
