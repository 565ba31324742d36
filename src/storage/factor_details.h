// Of second factors, what only their owner looks at or changes. Beside user_factor_store.h.
#ifndef DAEMUN_STORAGE_FACTOR_DETAILS_H
#define DAEMUN_STORAGE_FACTOR_DETAILS_H

#include "storage/database.h"

#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace daemun::storage {

class FactorDetails {
 public:
  FactorDetails(Database& database, TenantId tenant)
      : database_(database), tenant_(std::move(tenant)) {}

  // The codes of a set, in their order: when each was used.
  Task<std::vector<std::optional<TimePoint>>> list_backup_codes(std::string factor_id) const;
  // One row; none when the person has no such passkey.
  Statement rename_passkey(const UserId& user, std::string_view id, std::string_view name) const;

  // Before a new set: conflicts (row_count) while the person has an unused code.
  Plan require_no_codes(const UserId& user) const;

 private:
  Database& database_;
  TenantId tenant_;
};

}  // namespace daemun::storage

#endif
