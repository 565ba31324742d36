// An OpenID provider of a company, as a service of connectors/social: with the endpoints that its
// discovery document has.
#ifndef DAEMUN_SSO_OIDC_H
#define DAEMUN_SSO_OIDC_H

#include "base/json.h"
#include "base/result.h"
#include "connectors/connector.h"
#include "daemun/auth/provider.h"
#include "net/http.h"

#include <string>

#include "sso/provider.h"

namespace daemun::sso {

struct OidcService {
  auth::ProviderMetadata metadata{};
  // For begin_social, resume_social and make_refresh_request, as they are.
  connectors::ConnectorFactory factory{};
  json::object config{};
};

// As configured, or the provider's own.
std::string issuer_of(const Provider& provider, const json::object& config);

// Those that are asked for, in the order of Logto: the three of a profile, then the configured
// ones.
std::string scopes_of(const json::object& config);

// The configuration is checked. Errors: invalid_config.
Result<net::Request, connectors::ConnectorError> make_discovery_request(
    const Provider& provider, const json::object& config
);
// Errors: invalid_config.
Result<OidcService, connectors::ConnectorError> read_discovery(
    const Provider& provider, const json::object& config, const net::Response& response
);

}  // namespace daemun::sso

#endif
