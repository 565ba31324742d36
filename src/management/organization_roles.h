// The roles of the organization template: /organization-roles.
#ifndef DAEMUN_MANAGEMENT_ORGANIZATION_ROLES_H
#define DAEMUN_MANAGEMENT_ORGANIZATION_ROLES_H

#include "management/dependencies.h"
#include "management/operation.h"
#include "storage/organization_template_store.h"

#include <vector>

namespace daemun::management {

class OrganizationRoles {
 public:
  // Keeps a reference.
  explicit OrganizationRoles(const Dependencies& dependencies);

  std::vector<Operation> operations();

 private:
  Answer list(Call call);
  Answer create(Call call);
  Answer show(Call call);
  Answer update(Call call);
  Answer remove(Call call);

  const Dependencies& dependencies_;
  storage::OrganizationTemplateStore template_;
};

}  // namespace daemun::management

#endif
