// Why a connection to an identity provider cannot be used, with Logto's `ssoErrorCode` and
// `message`.
#ifndef DAEMUN_SSO_SAML_ERROR_H
#define DAEMUN_SSO_SAML_ERROR_H

#include "connectors/connector_error.h"

#include <string_view>

#include "saml/saml_error.h"

namespace daemun::sso {

connectors::ConnectorError refuse(
    connectors::ConnectorErrorCode code, std::string_view message, std::string_view error
);

// Of what a provider says of itself: invalid_metadata, invalid_certificate.
connectors::ConnectorError to_connector_error(const saml::SamlError& error);

}  // namespace daemun::sso

#endif
