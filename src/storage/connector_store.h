// The connectors of a tenant. Their configurations hold secrets and are sealed.
#ifndef DAEMUN_STORAGE_CONNECTOR_STORE_H
#define DAEMUN_STORAGE_CONNECTOR_STORE_H

#include "domain/connector.h"
#include "storage/database.h"
#include "storage/vault.h"

#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace daemun::storage {

// What is given changes.
struct ConnectorChanges {
  std::optional<json::object> config{};
  std::optional<json::object> metadata{};
  std::optional<bool> sync_profile{};
  std::optional<bool> enable_token_storage{};
};

class ConnectorStore {
 public:
  ConnectorStore(Database& database, const Vault& vault, TenantId tenant)
      : database_(database), vault_(vault), tenant_(std::move(tenant)) {}

  Task<std::vector<Connector>> list() const;  // by id

  // A conflict when the id is taken, or the tenant has an Email or Sms connector already.
  Statement insert(const Connector& connector) const;
  // One row; none when there is no such connector.
  Statement update(const ConnectorId& id, const ConnectorChanges& changes) const;
  Statement remove(const ConnectorId& id) const;
  Statement remove_type(std::string_view type) const;

 private:
  std::string place_of(const ConnectorId& id) const;
  Connector connector_of(const Row& row) const;

  Database& database_;
  const Vault& vault_;
  TenantId tenant_;
};

}  // namespace daemun::storage

#endif
