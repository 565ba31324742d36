// What the roles of the organization template permit: /organization-roles/{id}/scopes and
// /organization-roles/{id}/resource-scopes.
#ifndef DAEMUN_MANAGEMENT_ORGANIZATION_ROLE_SCOPES_H
#define DAEMUN_MANAGEMENT_ORGANIZATION_ROLE_SCOPES_H

#include "management/dependencies.h"
#include "management/operation.h"
#include "storage/organization_template_store.h"

#include <string>
#include <vector>

namespace daemun::management {

class OrganizationRoleScopes {
 public:
  // Keeps a reference.
  explicit OrganizationRoleScopes(const Dependencies& dependencies);

  std::vector<Operation> operations();

 private:
  Answer list_scopes(Call call);
  Answer add_scopes(Call call);
  Answer replace_scopes(Call call);
  Answer remove_scope(Call call);
  Answer list_resource_scopes(Call call);
  Answer add_resource_scopes(Call call);
  Answer replace_resource_scopes(Call call);
  Answer remove_resource_scope(Call call);

  // The beginning of a plan that changes what the path's role permits: from here on nobody else
  // does. Errors: 422 entity.relation_foreign_key_not_found, for the role as Logto has it.
  Task<api::Outcome<storage::Plan>> lock_role(OrganizationRoleId id) const;
  // For scopes of APIs, which are checked. Errors: also 400
  // role.management_api_scopes_not_assignable_to_user_role.
  Task<api::Outcome<storage::Plan>> lock_role_for(
      OrganizationRoleId id, std::vector<std::string> scopes
  ) const;
  // Errors: 422 entity.relation_foreign_key_not_found.
  Answer commit(Call call, storage::Plan plan, json::value body);
  // Errors: 404 entity.not_found.
  Answer commit_removal(Call call, storage::Plan plan);

  const Dependencies& dependencies_;
  storage::OrganizationTemplateStore template_;
};

}  // namespace daemun::management

#endif
