// Devices that wait for a person (RFC 8628). Each step is one conditional UPDATE, so that the
// database is the judge of who came first. The row has the device code's hash, and of the user
// code, which is short enough to be guessed from a hash, an HMAC by a key of the vault.
#ifndef DAEMUN_STORAGE_DEVICE_AUTHORIZATION_STORE_H
#define DAEMUN_STORAGE_DEVICE_AUTHORIZATION_STORE_H

#include "base/secret.h"
#include "domain/device_authorization.h"
#include "storage/database.h"
#include "storage/vault.h"

#include <optional>
#include <string>

namespace daemun::storage {

class DeviceAuthorizationStore {
 public:
  DeviceAuthorizationStore(Database& database, const Vault& vault, TenantId tenant)
      : database_(database), vault_(vault), tenant_(std::move(tenant)) {}

  // Expired and answered ones as well: the caller says why it refuses.
  Task<std::optional<DeviceAuthorization>> find(DeviceAuthorizationId id) const;
  Task<std::optional<DeviceAuthorization>> find_by_user_code(std::string code) const;
  Task<std::optional<DeviceAuthorization>> find_by_device_code(Secret code) const;

  // Only the hash of the device code is kept. Conflicts: unique when the user code is taken.
  Statement insert(const DeviceAuthorization& authorization, const Secret& device_code) const;
  // Each hits one row when the authorization is in the state before: pending and not expired for
  // the first two, approved for the last.
  Statement approve(const DeviceAuthorizationId& id, const GrantId& grant, TimePoint now) const;
  Statement deny(const DeviceAuthorizationId& id, TimePoint now) const;
  Statement consume(const DeviceAuthorizationId& id) const;
  // At most 1,000 rows.
  static Statement remove_expired(const TenantId& tenant, TimePoint before);

 private:
  Task<std::optional<DeviceAuthorization>> find_one(Query query) const;
  std::string stored_user_code(const std::string& code) const;

  Database& database_;
  const Vault& vault_;
  TenantId tenant_;
};

}  // namespace daemun::storage

#endif
