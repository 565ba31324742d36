#include "storage/connector_store.h"

#include "storage/connector_store_sql.h"

#include <stdexcept>

namespace daemun::storage {
namespace {

namespace sql = connector_store_sql;

constexpr JsonLimits stored_limits{.max_bytes = 4 * 1024 * 1024, .max_depth = 64};

json::object object_of(const std::string& text) {
  auto parsed = parse_json_object(text, stored_limits);
  if (!parsed) throw std::runtime_error("a stored connector is not JSON");
  return *std::move(parsed);
}

}  // namespace

std::string ConnectorStore::place_of(const ConnectorId& id) const {
  return "connectors/" + tenant_.value() + "/" + id.value();
}

Connector ConnectorStore::connector_of(const Row& row) const {
  const auto id = row.id<ConnectorId>("id");
  return Connector{
      .id = id,
      .factory_id = row.text("connector_id"),
      .type = row.text("type"),
      .config = object_of(vault_.open(place_of(id), row.bytes("config")).reveal()),
      .metadata = object_of(row.text("metadata")),
      .sync_profile = row.boolean("sync_profile"),
      .enable_token_storage = row.boolean("enable_token_storage"),
      .created_at = row.time("created_at"),
  };
}

Task<std::vector<Connector>> ConnectorStore::list() const {
  Query query{sql::list, {tenant_}};
  const auto rows = co_await database_.read(std::move(query));
  std::vector<Connector> connectors;
  for (const auto& row : rows)
    connectors.push_back(connector_of(row));
  co_return connectors;
}

Statement ConnectorStore::insert(const Connector& connector) const {
  const Secret config(json::serialize(connector.config));
  return Statement{
      sql::insert,
      {tenant_,
       connector.id,
       connector.factory_id,
       connector.type,
       Bytes{vault_.seal(place_of(connector.id), config)},
       json::serialize(connector.metadata),
       connector.sync_profile,
       connector.enable_token_storage,
       connector.created_at},
      RowCount::exactly(1)};
}

Statement ConnectorStore::update(const ConnectorId& id, const ConnectorChanges& changes) const {
  std::optional<Bytes> config;
  std::optional<std::string> metadata;
  if (changes.config) {
    const Secret text(json::serialize(*changes.config));
    config = Bytes{vault_.seal(place_of(id), text)};
  }
  if (changes.metadata) metadata = json::serialize(*changes.metadata);
  return Statement{
      sql::update,
      {tenant_, id, config, metadata, changes.sync_profile, changes.enable_token_storage},
      RowCount::exactly(1)};
}

Statement ConnectorStore::remove(const ConnectorId& id) const {
  return Statement{sql::remove, {tenant_, id}, RowCount::exactly(1)};
}

Statement ConnectorStore::remove_type(std::string_view type) const {
  return Statement{sql::remove_type, {tenant_, type}};
}

}  // namespace daemun::storage
