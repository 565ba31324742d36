#include "storage/sso_connector_store.h"

#include "storage/sso_connector_store_sql.h"

#include <stdexcept>

namespace daemun::storage {
namespace {

namespace sql = sso_connector_store_sql;

constexpr JsonLimits stored_limits{.max_bytes = 4 * 1024 * 1024, .max_depth = 64};

json::object object_of(std::string_view text) {
  auto parsed = parse_json_object(text, stored_limits);
  if (!parsed) throw std::runtime_error("a stored enterprise connector is not JSON");
  return *std::move(parsed);
}

std::string to_text(const std::vector<std::string>& domains) {
  return json::serialize(to_json_array(domains));
}

std::vector<std::string> domains_of(std::string_view text) {
  const auto wrapped = object_of("{\"domains\":" + std::string(text) + "}");
  return find_strings(wrapped, "domains");
}

}  // namespace

std::string SsoConnectorStore::place_of(const SsoConnectorId& id) const {
  return "sso_connectors/" + tenant_.value() + "/" + id.value();
}

Bytes SsoConnectorStore::seal(const SsoConnectorId& id, const json::object& config) const {
  const Secret text(json::serialize(config));
  return Bytes{vault_.seal(place_of(id), text)};
}

SsoConnector SsoConnectorStore::connector_of(const Row& row) const {
  const auto id = row.id<SsoConnectorId>("id");
  return SsoConnector{
      .id = id,
      .provider_name = row.text("provider_name"),
      .connector_name = row.text("connector_name"),
      .config = object_of(vault_.open(place_of(id), row.bytes("config")).reveal()),
      .domains = domains_of(row.text("domains")),
      .branding = object_of(row.text("branding")),
      .sync_profile = row.boolean("sync_profile"),
      .enable_token_storage = row.boolean("enable_token_storage"),
      .trusts_mfa = row.boolean("trusts_mfa"),
      .created_at = row.time("created_at"),
  };
}

Task<std::vector<SsoConnector>> SsoConnectorStore::list() const {
  Query query{sql::list, {tenant_}};
  const auto rows = co_await database_.read(std::move(query));
  std::vector<SsoConnector> connectors;
  for (const auto& row : rows)
    connectors.push_back(connector_of(row));
  co_return connectors;
}

Statement SsoConnectorStore::insert(const SsoConnector& connector) const {
  return Statement{
      sql::insert,
      {tenant_,
       connector.id,
       connector.provider_name,
       connector.connector_name,
       seal(connector.id, connector.config),
       to_text(connector.domains),
       json::serialize(connector.branding),
       connector.sync_profile,
       connector.enable_token_storage,
       connector.trusts_mfa,
       connector.created_at},
      RowCount::exactly(1)};
}

Statement SsoConnectorStore::update(const SsoConnectorId& id, const SsoConnectorChanges& changes)
    const {
  std::optional<Bytes> config;
  std::optional<std::string> domains;
  std::optional<std::string> branding;
  if (changes.config) config = seal(id, *changes.config);
  if (changes.domains) domains = to_text(*changes.domains);
  if (changes.branding) branding = json::serialize(*changes.branding);
  return Statement{
      sql::update,
      {tenant_,
       id,
       changes.connector_name,
       config,
       domains,
       branding,
       changes.sync_profile,
       changes.enable_token_storage,
       changes.trusts_mfa},
      RowCount::exactly(1)};
}

Statement SsoConnectorStore::remove(const SsoConnectorId& id) const {
  return Statement{sql::remove, {tenant_, id}, RowCount::exactly(1)};
}

}  // namespace daemun::storage
