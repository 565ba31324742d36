// An enterprise connector ready to be used: its configuration with what its identity provider says
// of itself now.
#ifndef DAEMUN_SSO_SERVICE_H
#define DAEMUN_SSO_SERVICE_H

#include "base/result.h"
#include "base/task.h"
#include "connectors/connector_error.h"
#include "domain/sso_connector.h"

#include <string>
#include <variant>

#include "saml/metadata.h"
#include "sso/documents.h"
#include "sso/oidc.h"
#include "sso/provider.h"

namespace daemun::sso {

struct SamlService {
  saml::IdentityProvider provider;
  json::object config{};
};

using Service = std::variant<OidcService, SamlService>;

// Errors: not_implemented (an unknown kind of provider), invalid_config, and for a connection that
// fails invalid_config, invalid_metadata, invalid_certificate with Logto's `ssoErrorCode` and
// `message`.
Task<Result<Service, connectors::ConnectorError>> load_service(
    Documents* documents, SsoConnector connector, Freshness freshness
);

// Whether people may be sent there: a known kind of provider, a configuration that can be used, and
// an e-mail domain. Asks nobody.
bool is_available(const SsoConnector& connector);

// Under which users' accounts at the provider are kept: the configured issuer, the entity id.
std::string issuer_of(const SsoConnector& connector, const Service& service);

}  // namespace daemun::sso

#endif
