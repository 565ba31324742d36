// The generic SAML connector that signs people in: the factory "saml", with what its configuration
// says. Companies' providers have service.h.
#ifndef DAEMUN_SSO_SOCIAL_SAML_H
#define DAEMUN_SSO_SOCIAL_SAML_H

#include "base/json.h"
#include "base/result.h"
#include "connectors/connector.h"
#include "connectors/connector_error.h"
#include "domain/connector.h"

#include <string>

#include "sso/saml_party.h"

namespace daemun::sso {

bool is_social_saml(const connectors::ConnectorFactory& factory);

// Of one instance; `endpoint` has no slash at its end.
struct SocialSaml {
  const connectors::ConnectorFactory& factory;
  const json::object& config;
  const ConnectorId& connector;
  const std::string& endpoint;
};
// Errors: invalid_config (also an assertion consumer service that is not this connector's),
// invalid_metadata, invalid_certificate.
Result<SamlParty, connectors::ConnectorError> make_social_party(const SocialSaml& social);

}  // namespace daemun::sso

#endif
