// Who holds a role: /roles/{id}/users, /roles/{id}/applications.
#ifndef DAEMUN_MANAGEMENT_ROLE_HOLDERS_H
#define DAEMUN_MANAGEMENT_ROLE_HOLDERS_H

#include "management/dependencies.h"
#include "management/operation.h"
#include "storage/application_store.h"
#include "storage/role_store.h"
#include "storage/user_store.h"

#include <vector>

namespace daemun::management {

class RoleHolders {
 public:
  // Keeps a reference.
  explicit RoleHolders(const Dependencies& dependencies);

  std::vector<Operation> operations();

 private:
  Answer list_users(Call call);
  Answer add_users(Call call);
  Answer remove_user(Call call);
  Answer list_applications(Call call);
  Answer add_applications(Call call);
  Answer remove_application(Call call);

  const Dependencies& dependencies_;
  storage::RoleStore roles_;
  storage::UserStore users_;
  storage::ApplicationStore applications_;
};

}  // namespace daemun::management

#endif
