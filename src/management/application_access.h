// Who may use an application: /applications/{applicationId}/access-control.
#ifndef DAEMUN_MANAGEMENT_APPLICATION_ACCESS_H
#define DAEMUN_MANAGEMENT_APPLICATION_ACCESS_H

#include "management/dependencies.h"
#include "management/operation.h"
#include "storage/application_access_store.h"
#include "storage/application_store.h"

#include <vector>

namespace daemun::management {

class ApplicationAccess {
 public:
  // Keeps a reference.
  explicit ApplicationAccess(const Dependencies& dependencies);

  std::vector<Operation> operations();

 private:
  Answer show(Call call);
  Answer replace(Call call);

  const Dependencies& dependencies_;
  storage::ApplicationStore applications_;
  storage::ApplicationAccessStore rules_;
};

}  // namespace daemun::management

#endif
