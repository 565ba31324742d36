// The roles of a user in an organization, and what they permit:
// /organizations/{id}/users/{userId}/roles and /scopes.
#ifndef DAEMUN_MANAGEMENT_ORGANIZATION_USER_ROLES_H
#define DAEMUN_MANAGEMENT_ORGANIZATION_USER_ROLES_H

#include "management/dependencies.h"
#include "management/operation.h"
#include "storage/organization_member_store.h"
#include "storage/organization_template_store.h"
#include "storage/organization_user_store.h"

#include <vector>

namespace daemun::management {

class OrganizationUserRoles {
 public:
  // Keeps a reference.
  explicit OrganizationUserRoles(const Dependencies& dependencies);

  std::vector<Operation> operations();

 private:
  Answer list(Call call);
  Answer add(Call call);
  Answer replace(Call call);
  Answer remove(Call call);
  Answer list_scopes(Call call);

  // Whom the path names. Errors: 422 organization.require_membership.
  Task<api::Outcome<UserId>> find_member(Call call) const;
  // The roles that the body names by id and by name, each once.
  // Errors: 422 organization.role_names_not_found.
  Task<api::Outcome<std::vector<OrganizationRoleId>>> find_roles(Call call) const;

  const Dependencies& dependencies_;
  storage::OrganizationUserStore users_;
  storage::OrganizationMemberStore<UserId> members_;
  storage::OrganizationTemplateStore template_;
};

}  // namespace daemun::management

#endif
