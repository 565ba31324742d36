// Users as members of an organization: /organizations/{id}/users.
#ifndef DAEMUN_MANAGEMENT_ORGANIZATION_USERS_H
#define DAEMUN_MANAGEMENT_ORGANIZATION_USERS_H

#include "management/dependencies.h"
#include "management/operation.h"
#include "storage/organization_member_store.h"
#include "storage/organization_store.h"
#include "storage/organization_user_store.h"

#include <vector>

namespace daemun::management {

class OrganizationUsers {
 public:
  // Keeps a reference.
  explicit OrganizationUsers(const Dependencies& dependencies);

  std::vector<Operation> operations();

 private:
  Answer list(Call call);
  Answer add(Call call);
  Answer replace(Call call);
  Answer remove(Call call);
  Answer add_roles(Call call);

  const Dependencies& dependencies_;
  storage::OrganizationStore organizations_;
  storage::OrganizationUserStore users_;
  storage::OrganizationMemberStore<UserId> members_;
};

}  // namespace daemun::management

#endif
