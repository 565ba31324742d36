// Organizations: /organizations.
#ifndef DAEMUN_MANAGEMENT_ORGANIZATIONS_H
#define DAEMUN_MANAGEMENT_ORGANIZATIONS_H

#include "management/dependencies.h"
#include "management/operation.h"
#include "storage/organization_store.h"

#include <vector>

namespace daemun::management {

class Organizations {
 public:
  // Keeps a reference.
  explicit Organizations(const Dependencies& dependencies);

  std::vector<Operation> operations();

 private:
  Answer list(Call call);
  Answer create(Call call);
  Answer show(Call call);
  Answer update(Call call);
  Answer remove(Call call);

  const Dependencies& dependencies_;
  storage::OrganizationStore organizations_;
};

}  // namespace daemun::management

#endif
