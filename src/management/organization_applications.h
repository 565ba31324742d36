// Machines as members of an organization, and their roles there: /organizations/{id}/applications.
#ifndef DAEMUN_MANAGEMENT_ORGANIZATION_APPLICATIONS_H
#define DAEMUN_MANAGEMENT_ORGANIZATION_APPLICATIONS_H

#include "management/dependencies.h"
#include "management/operation.h"
#include "storage/application_store.h"
#include "storage/organization_member_store.h"
#include "storage/organization_store.h"

#include <vector>

namespace daemun::management {

class OrganizationApplications {
 public:
  // Keeps a reference.
  explicit OrganizationApplications(const Dependencies& dependencies);

  std::vector<Operation> operations();

 private:
  Answer list(Call call);
  Answer add(Call call);
  Answer replace(Call call);
  Answer remove(Call call);
  Answer add_roles_to_many(Call call);
  Answer list_roles(Call call);
  Answer add_roles(Call call);
  Answer replace_roles(Call call);
  Answer remove_role(Call call);

  // Whom the path names. Errors: 422 organization.require_membership.
  Task<api::Outcome<ApplicationId>> find_member(Call call) const;

  const Dependencies& dependencies_;
  storage::OrganizationStore organizations_;
  storage::ApplicationStore applications_;
  storage::OrganizationMemberStore<ApplicationId> members_;
};

}  // namespace daemun::management

#endif
