// What an enterprise connector's provider says of itself, and what it has to be told of this
// server: the member `providerConfig`.
#ifndef DAEMUN_MANAGEMENT_SSO_PROVIDER_CONFIG_H
#define DAEMUN_MANAGEMENT_SSO_PROVIDER_CONFIG_H

#include "base/json.h"
#include "domain/sso_connector.h"
#include "management/dependencies.h"

#include <optional>

#include "sso/service.h"

namespace daemun::management {

// With the client secret, as the configuration has it. Nothing for an OpenID provider that cannot
// be reached or whose configuration is wrong; of a SAML provider then the names of this server
// alone.
Task<std::optional<json::object>> load_provider_config(
    const Dependencies& dependencies, SsoConnector connector
);

// The same without asking the provider.
std::optional<json::object> known_provider_config(
    const Dependencies& dependencies, const SsoConnector& connector
);

}  // namespace daemun::management

#endif
