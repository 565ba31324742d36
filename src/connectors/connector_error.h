// Why a connector cannot do its work, in Logto's words.
#ifndef DAEMUN_CONNECTORS_CONNECTOR_ERROR_H
#define DAEMUN_CONNECTORS_CONNECTOR_ERROR_H

#include "base/json.h"

#include <string>
#include <string_view>

namespace daemun::connectors {

enum class ConnectorErrorCode {
  general,
  unexpected_type,
  template_not_supported,
  invalid_metadata,
  invalid_config_guard,
  invalid_request_parameters,
  insufficient_request_parameters,
  invalid_config,
  invalid_certificate,
  invalid_response,
  template_not_found,
  social_auth_code_invalid,
  social_invalid_access_token,
  social_invalid_id_token,
  authorization_failed,
  rate_limit_exceeded,
  usage_limit_exceeded,
  not_implemented
};

// "template_not_found": without its "connector.".
std::string_view to_string(ConnectorErrorCode code);
// The HTTP status of the Management and Experience APIs.
int to_status(ConnectorErrorCode code);

struct ConnectorError {
  ConnectorErrorCode code = ConnectorErrorCode::general;
  json::object data{};
  // For the audit log, in words of ours: "connect_failed"; empty: `code` says it all.
  std::string cause{};
  // The service's own code, "invalid_client", if it is one of RFC 6749 5.2 or shorter.
  std::string provider_error{};
};

// data {"message": ...}
ConnectorError make_error(ConnectorErrorCode code, std::string_view message);
// What describes it: data.errorDescription, else data.message, else "".
std::string_view description_of(const ConnectorError& error);

}  // namespace daemun::connectors

#endif
