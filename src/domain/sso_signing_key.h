// A key pair with which the server signs its requests to a company's SAML provider.
#ifndef DAEMUN_DOMAIN_SSO_SIGNING_KEY_H
#define DAEMUN_DOMAIN_SSO_SIGNING_KEY_H

#include "base/clock.h"
#include "base/id.h"
#include "base/secret.h"
#include "domain/sso_connector.h"

#include <string>

namespace daemun {

using SsoSigningKeyId = Id<struct SsoSigningKeyTag>;

struct SsoSigningKey {
  SsoSigningKeyId id{};
  SsoConnectorId connector_id{};
  Secret private_key{};       // PKCS #8, PEM
  std::string certificate{};  // PEM, self-signed
  bool is_active = false;     // it signs; one at most a connector
  TimePoint created_at{};
  TimePoint expires_at{};
};

}  // namespace daemun

#endif
