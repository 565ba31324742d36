// The permissions of the organization template: /organization-scopes.
#ifndef DAEMUN_MANAGEMENT_ORGANIZATION_SCOPES_H
#define DAEMUN_MANAGEMENT_ORGANIZATION_SCOPES_H

#include "management/dependencies.h"
#include "management/operation.h"
#include "storage/organization_template_store.h"

#include <vector>

namespace daemun::management {

class OrganizationScopes {
 public:
  // Keeps a reference.
  explicit OrganizationScopes(const Dependencies& dependencies);

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
