#include "connectors/connector_error.h"

namespace daemun::connectors {
namespace {

struct Row {
  ConnectorErrorCode code;
  std::string_view name;
  int status;
};

constexpr Row rows[] = {
    {ConnectorErrorCode::general, "general", 400},
    {ConnectorErrorCode::unexpected_type, "unexpected_type", 400},
    {ConnectorErrorCode::template_not_supported, "template_not_supported", 400},
    {ConnectorErrorCode::invalid_metadata, "invalid_metadata", 400},
    {ConnectorErrorCode::invalid_config_guard, "invalid_config_guard", 400},
    {ConnectorErrorCode::invalid_request_parameters, "invalid_request_parameters", 400},
    {ConnectorErrorCode::insufficient_request_parameters, "insufficient_request_parameters", 400},
    {ConnectorErrorCode::invalid_config, "invalid_config", 400},
    {ConnectorErrorCode::invalid_certificate, "invalid_certificate", 400},
    {ConnectorErrorCode::invalid_response, "invalid_response", 400},
    {ConnectorErrorCode::template_not_found, "template_not_found", 400},
    {ConnectorErrorCode::social_auth_code_invalid, "social_auth_code_invalid", 401},
    {ConnectorErrorCode::social_invalid_access_token, "social_invalid_access_token", 401},
    {ConnectorErrorCode::social_invalid_id_token, "social_invalid_id_token", 401},
    {ConnectorErrorCode::authorization_failed, "authorization_failed", 401},
    {ConnectorErrorCode::rate_limit_exceeded, "rate_limit_exceeded", 429},
    {ConnectorErrorCode::usage_limit_exceeded, "usage_limit_exceeded", 429},
    {ConnectorErrorCode::not_implemented, "not_implemented", 501},
};

// An enumerator's place in the list is its row.
const Row& row_of(ConnectorErrorCode code) {
  return rows[static_cast<std::size_t>(code)];
}

}  // namespace

std::string_view to_string(ConnectorErrorCode code) {
  return row_of(code).name;
}

int to_status(ConnectorErrorCode code) {
  return row_of(code).status;
}

ConnectorError make_error(ConnectorErrorCode code, std::string_view message) {
  return {code, {{"message", message}}};
}

std::string_view description_of(const ConnectorError& error) {
  for (const std::string_view name : {"errorDescription", "message"}) {
    if (const auto text = find_string(error.data, name)) return *text;
  }
  return "";
}

}  // namespace daemun::connectors
