// How many users there are, came new, and were here: /dashboard/users. Days are those of UTC.
#ifndef DAEMUN_MANAGEMENT_DASHBOARD_H
#define DAEMUN_MANAGEMENT_DASHBOARD_H

#include "management/dependencies.h"
#include "management/operation.h"
#include "storage/activity_store.h"

#include <vector>

namespace daemun::management {

class Dashboard {
 public:
  explicit Dashboard(const Dependencies& dependencies);

  std::vector<Operation> operations();

 private:
  Answer show_total(Call call);
  Answer show_new(Call call);
  Answer show_active(Call call);

  const Dependencies& dependencies_;
  storage::ActivityStore activity_;
};

}  // namespace daemun::management

#endif
