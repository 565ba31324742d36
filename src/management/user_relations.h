// The roles of a user, and the organizations: /users/{userId}/roles and /organizations.
#ifndef DAEMUN_MANAGEMENT_USER_RELATIONS_H
#define DAEMUN_MANAGEMENT_USER_RELATIONS_H

#include "management/dependencies.h"
#include "management/operation.h"
#include "storage/role_store.h"
#include "storage/user_list_store.h"
#include "storage/user_relation_store.h"
#include "storage/user_store.h"

#include <string>
#include <vector>

namespace daemun::management {

class UserRelations {
 public:
  // Keeps a reference.
  explicit UserRelations(const Dependencies& dependencies);

  std::vector<Operation> operations();

 private:
  Answer list_roles(Call call);
  Answer add_roles(Call call);
  Answer replace_roles(Call call);
  Answer remove_role(Call call);
  Answer list_organizations(Call call);

  // Of the body, each of them once. Errors: 404 for no such user or role, 422
  // user.invalid_role_type for a role of machines.
  Task<api::Outcome<std::vector<RoleId>>> find_assignable(Call call);

  // Whether the role of administrators is among them.
  Task<bool> has_administrator_role(std::vector<RoleId> ids);

  const Dependencies& dependencies_;
  storage::UserStore users_;
  storage::UserListStore lists_;
  storage::RoleStore roles_;
  storage::UserRelationStore relations_;
};

}  // namespace daemun::management

#endif
