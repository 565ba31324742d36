#include "storage/sso_signing_key_store.h"

#include "storage/sso_signing_key_store_sql.h"

#include <cstdint>
#include <string>

namespace daemun::storage {
namespace {

namespace sql = sso_signing_key_store_sql;

}  // namespace

std::string SsoSigningKeyStore::place_of(const SsoSigningKeyId& id) const {
  return "sso_signing_keys/" + tenant_.value() + "/" + id.value();
}

SsoSigningKey SsoSigningKeyStore::key_of(const Row& row) const {
  const auto id = row.id<SsoSigningKeyId>("id");
  return SsoSigningKey{
      .id = id,
      .connector_id = row.id<SsoConnectorId>("sso_connector_id"),
      .private_key = vault_.open(place_of(id), row.bytes("private_key")),
      .certificate = row.text("certificate"),
      .is_active = row.boolean("active"),
      .created_at = row.time("created_at"),
      .expires_at = row.time("expires_at"),
  };
}

Task<std::vector<SsoSigningKey>> SsoSigningKeyStore::list(SsoConnectorId connector) const {
  Query query{sql::list, {tenant_, connector}};
  const auto rows = co_await database_.read(std::move(query));
  std::vector<SsoSigningKey> keys;
  for (const auto& row : rows)
    keys.push_back(key_of(row));
  co_return keys;
}

Task<std::optional<SsoSigningKey>> SsoSigningKeyStore::find_active(SsoConnectorId connector) const {
  Query query{sql::find_active, {tenant_, connector}};
  const auto rows = co_await database_.read(std::move(query));
  if (rows.empty()) co_return std::nullopt;
  co_return key_of(rows.front());
}

Plan SsoSigningKeyStore::insert(const SsoSigningKey& key) const {
  Plan plan;
  if (key.is_active) plan.add(Statement{sql::deactivate_any, {tenant_, key.connector_id}});
  plan.add(Statement{
      sql::insert,
      {tenant_,
       key.id,
       key.connector_id,
       Bytes{vault_.seal(place_of(key.id), key.private_key)},
       key.certificate,
       key.is_active,
       key.created_at,
       key.expires_at,
       static_cast<std::int64_t>(max_keys)},
      RowCount::exactly(1)});
  return plan;
}

Plan SsoSigningKeyStore::activate(const SsoConnectorId& connector, const SsoSigningKeyId& id)
    const {
  Plan plan;
  plan.add(Statement{sql::deactivate_any, {tenant_, connector}}
  ).add(Statement{sql::activate, {tenant_, connector, id}, RowCount::exactly(1)});
  return plan;
}

Statement SsoSigningKeyStore::deactivate(const SsoConnectorId& connector, const SsoSigningKeyId& id)
    const {
  return Statement{sql::deactivate, {tenant_, connector, id}, RowCount::exactly(1)};
}

Statement SsoSigningKeyStore::remove(const SsoConnectorId& connector, const SsoSigningKeyId& id)
    const {
  return Statement{sql::remove, {tenant_, connector, id}, RowCount::exactly(1)};
}

}  // namespace daemun::storage
