// Where a sign-in goes that a company's SAML provider has begun on its own.
#ifndef DAEMUN_DOMAIN_IDP_INITIATED_CONFIG_H
#define DAEMUN_DOMAIN_IDP_INITIATED_CONFIG_H

#include "base/clock.h"
#include "base/id.h"
#include "base/json.h"
#include "domain/sso_connector.h"

#include <optional>
#include <string>

namespace daemun {

struct IdpInitiatedConfig {
  SsoConnectorId connector_id{};
  ApplicationId default_application_id{};
  // The server makes the application's authorization request; else the browser goes to
  // `client_callback_uri`, where the application makes its own.
  bool auto_send_authorization_request = false;
  std::optional<std::string> redirect_uri{};  // nothing: the first that is registered
  json::object auth_parameters{};             // of that request: "scope" and others, texts
  std::optional<std::string> client_callback_uri{};
  TimePoint created_at{};
};

}  // namespace daemun

#endif
