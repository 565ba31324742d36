// Unlocking identifiers on which too many attempts have failed: /sentinel-activities/delete.
#ifndef DAEMUN_MANAGEMENT_SENTINEL_ACTIVITIES_H
#define DAEMUN_MANAGEMENT_SENTINEL_ACTIVITIES_H

#include "management/dependencies.h"
#include "management/operation.h"
#include "storage/sentinel_store.h"

#include <vector>

namespace daemun::management {

class SentinelActivities {
 public:
  explicit SentinelActivities(const Dependencies& dependencies);

  std::vector<Operation> operations();

 private:
  Answer remove(Call call);

  const Dependencies& dependencies_;
  storage::SentinelStore sentinel_;
};

}  // namespace daemun::management

#endif
