// The enterprise connectors of a tenant. Their configurations hold secrets and are sealed.
#ifndef DAEMUN_STORAGE_SSO_CONNECTOR_STORE_H
#define DAEMUN_STORAGE_SSO_CONNECTOR_STORE_H

#include "domain/sso_connector.h"
#include "storage/database.h"
#include "storage/vault.h"

#include <optional>
#include <string>
#include <vector>

namespace daemun::storage {

// What is given changes.
struct SsoConnectorChanges {
  std::optional<std::string> connector_name{};
  std::optional<json::object> config{};
  std::optional<std::vector<std::string>> domains{};
  std::optional<json::object> branding{};
  std::optional<bool> sync_profile{};
  std::optional<bool> enable_token_storage{};
  std::optional<bool> trusts_mfa{};
};

class SsoConnectorStore {
 public:
  SsoConnectorStore(Database& database, const Vault& vault, TenantId tenant)
      : database_(database), vault_(vault), tenant_(std::move(tenant)) {}

  Task<std::vector<SsoConnector>> list() const;  // oldest first

  // A conflict (unique) when the name or the id is taken.
  Statement insert(const SsoConnector& connector) const;
  // One row; none when there is no such connector. A conflict (unique) when the name is taken.
  Statement update(const SsoConnectorId& id, const SsoConnectorChanges& changes) const;
  // With the users' identities at it, and the organizations that it takes people into.
  Statement remove(const SsoConnectorId& id) const;

 private:
  std::string place_of(const SsoConnectorId& id) const;
  Bytes seal(const SsoConnectorId& id, const json::object& config) const;
  SsoConnector connector_of(const Row& row) const;

  Database& database_;
  const Vault& vault_;
  TenantId tenant_;
};

}  // namespace daemun::storage

#endif
