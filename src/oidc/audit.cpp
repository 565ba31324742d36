#include "oidc/audit.h"

#include "base/text.h"
#include "oidc/parameters.h"
#include "oidc/tables.h"

#include <array>

namespace daemun::oidc {
namespace {

struct ExchangeRow {
  std::string_view grant_type;
  std::string_view key;
};

constexpr std::array<ExchangeRow, 5> exchanges{{
    {grant_authorization_code, "ExchangeTokenBy.AuthorizationCode"},
    {grant_refresh_token, "ExchangeTokenBy.RefreshToken"},
    {grant_client_credentials, "ExchangeTokenBy.ClientCredentials"},
    {grant_token_exchange, "ExchangeTokenBy.TokenExchange"},
    {grant_device_code, "ExchangeTokenBy.DeviceCode"},
}};
static_assert(exchanges.size() == supported_grants.size(), "each grant has an audit key");

// A caller must not choose how much is written down.
constexpr std::size_t max_parameter_bytes = 512;

void add_parameter(json::object& parameters, std::string_view name, std::string_view text) {
  if (text.empty() || text.size() > max_parameter_bytes || !is_valid_utf8(text)) return;
  parameters[name] = text;
}

}  // namespace

AuditEvent make_audit_event(
    const Dependencies& dependencies, std::string key, const http::Request& request
) {
  return storage::make_audit_event(
      dependencies,
      std::move(key),
      {.ip = request.remote_address, .user_agent = request.header("user-agent").value_or("")}
  );
}

std::string exchange_key(std::string_view grant_type) {
  for (const auto& row : exchanges) {
    if (row.grant_type == grant_type) return std::string(row.key);
  }
  return "ExchangeTokenBy.Unknown";
}

AuditEvent make_exchange_event(
    const Dependencies& dependencies,
    const http::Request& request,
    const AuthenticatedClient& client,
    const TokenRequest& token_request
) {
  auto event = make_audit_event(dependencies, exchange_key(token_request.grant_type), request);
  event.application_id = client->id;
  if (const auto& name = client.secret_name()) {
    event.details["applicationSecret"] = json::object{{"name", *name}};
  }
  json::object parameters;
  add_parameter(parameters, "grant_type", token_request.grant_type);
  const AccessRequest& access = token_request.access;
  if (access.resource) add_parameter(parameters, "resource", *access.resource);
  if (access.organization_id) {
    add_parameter(parameters, "organization_id", access.organization_id->value());
  }
  if (access.scopes) add_parameter(parameters, "scope", join(*access.scopes));
  event.details["params"] = std::move(parameters);
  return event;
}

AuditEvent with_grant(AuditEvent event, const Grant& grant, json::object details) {
  event.user_id = grant.user_id;
  event.application_id = grant.client_id;
  event.session_id = grant.session_id;
  event.details["grantId"] = grant.id.value();
  for (auto& detail : details)
    event.details[detail.key()] = std::move(detail.value());
  return event;
}

AuditEvent with_error(AuditEvent event, const OAuthError& error) {
  event.is_success = false;
  event.error = "oidc." + std::string(to_string(error.code));
  const auto& reason = error.detail.empty() ? error.description : error.detail;
  if (is_valid_utf8(reason)) event.details["errorDetail"] = reason.substr(0, max_parameter_bytes);
  return event;
}

Task<void> journal_refused_request(
    const Dependencies& dependencies, OAuthError error, const http::Request& request
) {
  const auto form = parse_parameters(request);
  const auto grant_type = form ? form->find("grant_type").value_or("") : std::string_view();
  auto event = with_error(make_audit_event(dependencies, exchange_key(grant_type), request), error);
  if (form) {
    const auto credentials = parse_client_credentials(request, *form);
    if (credentials) {
      const auto client = co_await find_client(dependencies, credentials->client_id);
      if (client) event.application_id = client->id;
    }
  }
  dependencies.journal.write(event);
}

}  // namespace daemun::oidc
