// Just-in-time provisioning: which new users join an organization by themselves, and with which
// roles. /organizations/{id}/jit/email-domains and /jit/roles.
#ifndef DAEMUN_MANAGEMENT_ORGANIZATION_JIT_H
#define DAEMUN_MANAGEMENT_ORGANIZATION_JIT_H

#include "management/dependencies.h"
#include "management/operation.h"
#include "storage/organization_jit_store.h"
#include "storage/organization_store.h"

#include <vector>

namespace daemun::management {

class OrganizationJit {
 public:
  // Keeps a reference.
  explicit OrganizationJit(const Dependencies& dependencies);

  std::vector<Operation> operations();

 private:
  Answer list_domains(Call call);
  Answer add_domain(Call call);
  Answer replace_domains(Call call);
  Answer remove_domain(Call call);
  Answer list_roles(Call call);
  Answer add_roles(Call call);
  Answer replace_roles(Call call);
  Answer remove_role(Call call);

  Answer commit_roles(Call call, storage::Plan plan);

  const Dependencies& dependencies_;
  storage::OrganizationStore organizations_;
  storage::OrganizationJitStore jit_;
};

}  // namespace daemun::management

#endif
