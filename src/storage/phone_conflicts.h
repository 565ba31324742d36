// Phone numbers from before they had one form, of users who could not be given it because another
// user has it.
#ifndef DAEMUN_STORAGE_PHONE_CONFLICTS_H
#define DAEMUN_STORAGE_PHONE_CONFLICTS_H

#include "base/id.h"
#include "storage/database.h"

#include <string>
#include <vector>

namespace daemun::storage {

struct PhoneConflict {
  UserId user{};
  std::string stored{};
  std::string canonical{};  // nothing when it cannot be a number
};

class PhoneConflictStore {
 public:
  PhoneConflictStore(Database& database, TenantId tenant)
      : database_(database), tenant_(std::move(tenant)) {}

  // Looks at every phone number of the tenant.
  Task<std::vector<PhoneConflict>> find() const;

 private:
  Database& database_;
  TenantId tenant_;
};

}  // namespace daemun::storage

#endif
