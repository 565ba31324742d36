// User names that differ in nothing but their case.
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

 private:
  Database& database_;
  TenantId tenant_;
};

}  // namespace daemun::storage

#endif
