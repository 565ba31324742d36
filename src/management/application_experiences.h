// What the sign-in pages of one application show instead of the tenant's:
// /applications/{applicationId}/sign-in-experience.
#ifndef DAEMUN_MANAGEMENT_APPLICATION_EXPERIENCES_H
#define DAEMUN_MANAGEMENT_APPLICATION_EXPERIENCES_H

#include "management/dependencies.h"
#include "management/operation.h"
#include "storage/application_store.h"

#include <vector>

namespace daemun::management {

class ApplicationExperiences {
 public:
  // Keeps a reference.
  explicit ApplicationExperiences(const Dependencies& dependencies);

  std::vector<Operation> operations();

 private:
  Answer show(Call call);
  Answer update(Call call);

  const Dependencies& dependencies_;
  storage::ApplicationStore applications_;
};

}  // namespace daemun::management

#endif
