// Whether a tenant tells user names apart by their case, and those that it could not tell apart
// without.
#ifndef DAEMUN_STORAGE_USERNAME_CONFLICTS_H
#define DAEMUN_STORAGE_USERNAME_CONFLICTS_H

#include "base/id.h"
#include "storage/database.h"

#include <cstdint>
#include <string>
#include <vector>

namespace daemun::storage {

struct UsernameConflicts {
  struct Sample {
    std::string lower{};
    std::vector<UserId> users{};
  };
  std::int64_t total = 0;
  std::vector<Sample> samples{};
};

class UsernameConflictStore {
 public:
  UsernameConflictStore(Database& database, TenantId tenant)
      : database_(database), tenant_(std::move(tenant)) {}

  // Looks at every user: for an administrator who asks, not for a sign-in.
  Task<UsernameConflicts> find(std::int64_t max_samples) const;

  // Writes every user of the tenant. Conflicts (unique) when two names differ only in case.
  Plan ignore_case() const;
  Plan distinguish_case() const;

 private:
  Database& database_;
  TenantId tenant_;
};

}  // namespace daemun::storage

#endif
