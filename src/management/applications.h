// Applications: /applications.
#ifndef DAEMUN_MANAGEMENT_APPLICATIONS_H
#define DAEMUN_MANAGEMENT_APPLICATIONS_H

#include "management/dependencies.h"
#include "management/operation.h"
#include "storage/access_store.h"
#include "storage/application_store.h"

#include <vector>

namespace daemun::management {

class Applications {
 public:
  // Keeps a reference.
  explicit Applications(const Dependencies& dependencies);

  std::vector<Operation> operations();

 private:
  Answer list(Call call);
  Answer create(Call call);
  Answer show(Call call);
  Answer update(Call call);
  Answer remove(Call call);
  Answer remove_legacy_secret(Call call);
  Answer merge_custom_data(Call call);

  // Whether a role of its own gives the application everything of the Management API.
  Task<bool> is_administrator(ApplicationId id) const;

  const Dependencies& dependencies_;
  storage::ApplicationStore applications_;
  storage::AccessStore access_;
};

}  // namespace daemun::management

#endif
