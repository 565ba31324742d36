// What the configuration of an enterprise connector has to be.
//   OIDC, Okta, AzureAdOidc   clientId, clientSecret, issuer, scope?, trustUnverifiedEmail = false,
//                             signOutAtProvider? (ours: a sign-out here goes on to the provider)
//   GoogleWorkspace           the same without issuer, and offlineAccess?
//   SAML, AzureAD             metadataUrl | metadata | entityId, signInEndpoint, x509Certificate;
//                             attributeMapping {id?, email?, name?}?, signAuthnRequest?,
//                             requestSignatureAlgorithm?
#ifndef DAEMUN_SSO_CONFIG_H
#define DAEMUN_SSO_CONFIG_H

#include "base/json.h"
#include "base/result.h"
#include "connectors/connector_error.h"

#include "sso/provider.h"

namespace daemun::sso {

// With its defaults and without what it need not have; of a SAML configuration only the first kind.
// Errors: invalid_config.
Result<json::object, connectors::ConnectorError> check_config(
    const Provider& provider, const json::object& config
);

// Whether it is for the people of any organization: an issuer of Microsoft's without a tenant. What
// such a provider says of an address is the word of a stranger.
bool is_for_many_tenants(const Provider& provider, const json::object& config);

}  // namespace daemun::sso

#endif
