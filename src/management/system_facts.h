// What the installation has beside the tenant's settings: /systems, and where assets go.
#ifndef DAEMUN_MANAGEMENT_SYSTEM_FACTS_H
#define DAEMUN_MANAGEMENT_SYSTEM_FACTS_H

#include "management/operation.h"

#include <vector>

namespace daemun::management {

class SystemFacts {
 public:
  std::vector<Operation> operations();

 private:
  Answer show_asset_service(Call call);
  Answer show_application_constants(Call call);
};

}  // namespace daemun::management

#endif
