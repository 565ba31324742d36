// The key pairs of SAML connectors. Private keys are sealed.
#ifndef DAEMUN_STORAGE_SSO_SIGNING_KEY_STORE_H
#define DAEMUN_STORAGE_SSO_SIGNING_KEY_STORE_H

#include "domain/sso_signing_key.h"
#include "storage/database.h"
#include "storage/vault.h"

#include <cstddef>
#include <optional>
#include <vector>

namespace daemun::storage {

class SsoSigningKeyStore {
 public:
  // Keys of one connector.
  static constexpr std::size_t max_keys = 10;

  SsoSigningKeyStore(Database& database, const Vault& vault, TenantId tenant)
      : database_(database), vault_(vault), tenant_(std::move(tenant)) {}

  Task<std::vector<SsoSigningKey>> list(SsoConnectorId connector) const;  // oldest first
  // The key that signs.
  Task<std::optional<SsoSigningKey>> find_active(SsoConnectorId connector) const;

  // An active key takes the place of the one before, which stays. Conflicts: row_count when the
  // connector has max_keys keys, foreign_key when it is gone.
  Plan insert(const SsoSigningKey& key) const;
  // The other keys of the connector then do not sign. A row_count conflict when there is no such
  // key.
  Plan activate(const SsoConnectorId& connector, const SsoSigningKeyId& id) const;
  // Then no key of the connector signs. One row; none when the key does not.
  Statement deactivate(const SsoConnectorId& connector, const SsoSigningKeyId& id) const;
  // One row as long as the key does not sign; else none.
  Statement remove(const SsoConnectorId& connector, const SsoSigningKeyId& id) const;

 private:
  std::string place_of(const SsoSigningKeyId& id) const;
  SsoSigningKey key_of(const Row& row) const;

  Database& database_;
  const Vault& vault_;
  TenantId tenant_;
};

}  // namespace daemun::storage

#endif
