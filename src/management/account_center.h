// What people may see and change of their own account: /account-center.
#ifndef DAEMUN_MANAGEMENT_ACCOUNT_CENTER_H
#define DAEMUN_MANAGEMENT_ACCOUNT_CENTER_H

#include "management/dependencies.h"
#include "management/operation.h"
#include "storage/experience_store.h"

#include <vector>

namespace daemun::management {

class AccountCenter {
 public:
  // Keeps a reference.
  explicit AccountCenter(const Dependencies& dependencies);

  std::vector<Operation> operations();

 private:
  Answer show(Call call);
  Answer update(Call call);
  json::object to_json(const json::object& document) const;

  const Dependencies& dependencies_;
  storage::ExperienceStore experience_;
};

}  // namespace daemun::management

#endif
