// Roles and what they permit: /roles, /roles/{id}/scopes.
#ifndef DAEMUN_MANAGEMENT_ROLES_H
#define DAEMUN_MANAGEMENT_ROLES_H

#include "management/dependencies.h"
#include "management/operation.h"
#include "storage/role_store.h"

#include <string>
#include <vector>

namespace daemun::management {

class Roles {
 public:
  // Keeps a reference.
  explicit Roles(const Dependencies& dependencies);

  std::vector<Operation> operations();

 private:
  Answer list(Call call);
  Answer create(Call call);
  Answer show(Call call);
  Answer update(Call call);
  Answer remove(Call call);
  Answer list_scopes(Call call);
  Answer add_scopes(Call call);
  Answer remove_scope(Call call);

  // The role of that id, which is not an internal one.
  // Errors: 404, 403 role.internal_role_violation.
  Task<api::Outcome<Role>> find_changeable(RoleId id);
  // The scopes of those ids, if a role of that type may have them.
  // Errors: 404, 400 role.management_api_scopes_not_assignable_to_user_role.
  Task<api::Outcome<std::vector<ResourceScope>>> find_assignable(
      std::vector<std::string> ids, RoleType type
  );

  const Dependencies& dependencies_;
  storage::RoleStore roles_;
};

}  // namespace daemun::management

#endif
