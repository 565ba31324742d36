// The devices that people trust: domain/trusted_device.h. They end with the password and the
// factors that they were trusted under, so a plan that changes those removes them too.
#ifndef DAEMUN_STORAGE_TRUSTED_DEVICE_STORE_H
#define DAEMUN_STORAGE_TRUSTED_DEVICE_STORE_H

#include "base/secret.h"
#include "domain/trusted_device.h"
#include "storage/database.h"

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace daemun::storage {

// What is stored of a secret.
std::string hash_trusted_device(const Secret& secret);

// What trust in a device is decided on. All that ends trust changes it.
struct TrustGround {
  std::int64_t settings_version = 0;
  std::string sign_in_experience{};  // the document of that version
  TimePoint account_updated_at{};
  std::int64_t factors = 0;
  TimePoint newest_factor_at{};  // by creation
};

class TrustedDeviceStore {
 public:
  TrustedDeviceStore(Database& database, TenantId tenant)
      : database_(database), tenant_(std::move(tenant)) {}

  // Newest first, at most max_trusted_devices; expired ones as well.
  Task<std::vector<TrustedDevice>> list(UserId user) const;

  // Nothing for a user who is gone or suspended. To be read before all else that decides.
  Task<std::optional<TrustGround>> find_ground(UserId user) const;
  // Beside insert, before the plan changes the account: conflicts (row_count) when settings,
  // account or factors are no longer as they were read.
  Plan require_ground(const UserId& user, const TrustGround& ground) const;
  // The oldest of too many goes. Conflicts: row_count when there is no such user.
  Plan insert(const TrustedDevice& device) const;
  // One row; none when the device is gone or has expired.
  Statement use(const TrustedDevice& device, TimePoint now) const;
  // One row; none when the user has no such device.
  Statement remove(const UserId& user, std::string_view id) const;
  // After the change of the account that ends the trust.
  Plan remove_all(const UserId& user) const;
  // Of every user: the setting was switched off.
  Plan remove_all() const;

  // At most 1,000.
  static Statement remove_expired(const TenantId& tenant, TimePoint before);

 private:
  Database& database_;
  TenantId tenant_;
};

}  // namespace daemun::storage

#endif
