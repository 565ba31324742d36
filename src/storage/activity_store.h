// The dashboard's numbers: how many users there are, how many are new, how many were active. Kept
// as counts, so that no number is found by looking at the users.
#ifndef DAEMUN_STORAGE_ACTIVITY_STORE_H
#define DAEMUN_STORAGE_ACTIVITY_STORE_H

#include "domain/activity.h"
#include "storage/database.h"

#include <cstdint>
#include <vector>

namespace daemun::storage {

class ActivityStore {
 public:
  ActivityStore(Database& database, TenantId tenant)
      : database_(database), tenant_(std::move(tenant)) {}

  Task<std::int64_t> count_users() const;
  // Users made on the day, on the day before, in the seven days that end with it, and in the seven
  // before those.
  struct NewUsers {
    std::int64_t day = 0;
    std::int64_t day_before = 0;
    std::int64_t week = 0;
    std::int64_t week_before = 0;
  };
  Task<NewUsers> count_new_users(Day day) const;
  // From `first` to `last`, both included.
  Task<std::vector<ActivityCount>> list_active(Day first, Day last) const;

  // The user was here on that day: counted once a day, however often and by however many nodes
  // this is committed. A user who is gone counts for nothing.
  Plan note(const UserId& user, Day day) const;

 private:
  Database& database_;
  TenantId tenant_;
};

}  // namespace daemun::storage

#endif
