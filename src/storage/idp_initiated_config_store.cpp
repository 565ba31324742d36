#include "storage/idp_initiated_config_store.h"

#include "storage/idp_initiated_config_store_sql.h"

#include <stdexcept>

namespace daemun::storage {
namespace {

namespace sql = idp_initiated_config_store_sql;

json::object parameters_of(const std::string& text) {
  auto parsed = parse_json_object(text);
  if (!parsed) throw std::runtime_error("stored authorization parameters are not JSON");
  return *std::move(parsed);
}

}  // namespace

Task<std::optional<IdpInitiatedConfig>> IdpInitiatedConfigStore::find(SsoConnectorId connector
) const {
  Query query{sql::find, {tenant_, connector}};
  const auto rows = co_await database_.read(std::move(query));
  if (rows.empty()) co_return std::nullopt;
  const auto& row = rows.front();
  co_return IdpInitiatedConfig{
      .connector_id = row.id<SsoConnectorId>("sso_connector_id"),
      .default_application_id = row.id<ApplicationId>("default_application_id"),
      .auto_send_authorization_request = row.boolean("auto_send_authorization_request"),
      .redirect_uri = row.optional_text("redirect_uri"),
      .auth_parameters = parameters_of(row.text("auth_parameters")),
      .client_callback_uri = row.optional_text("client_callback_uri"),
      .created_at = row.time("created_at"),
  };
}

Statement IdpInitiatedConfigStore::put(const IdpInitiatedConfig& config) const {
  return Statement{
      sql::put,
      {tenant_,
       config.connector_id,
       config.default_application_id,
       config.redirect_uri,
       json::serialize(config.auth_parameters),
       config.auto_send_authorization_request,
       config.client_callback_uri,
       config.created_at},
      RowCount::exactly(1)};
}

Statement IdpInitiatedConfigStore::remove(const SsoConnectorId& connector) const {
  return Statement{sql::remove, {tenant_, connector}, RowCount::exactly(1)};
}

}  // namespace daemun::storage
