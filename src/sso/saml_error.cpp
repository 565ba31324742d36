#include "sso/saml_error.h"

namespace daemun::sso {

using connectors::ConnectorError;
using connectors::ConnectorErrorCode;
using Code = saml::SamlError::Code;

ConnectorError refuse(ConnectorErrorCode code, std::string_view message, std::string_view error) {
  return {
      .code = code,
      .data = {
          {"ssoErrorCode", connectors::to_string(code)}, {"message", message}, {"error", error}}};
}

ConnectorError to_connector_error(const saml::SamlError& error) {
  const bool is_of_certificate =
      error.code == Code::no_signing_certificate || error.code == Code::bad_certificate;
  return refuse(
      is_of_certificate ? ConnectorErrorCode::invalid_certificate
                        : ConnectorErrorCode::invalid_metadata,
      "invalid_connector_config",
      error.description
  );
}

}  // namespace daemun::sso
