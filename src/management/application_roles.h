// The roles of machine-to-machine applications: /applications/{applicationId}/roles.
#ifndef DAEMUN_MANAGEMENT_APPLICATION_ROLES_H
#define DAEMUN_MANAGEMENT_APPLICATION_ROLES_H

#include "management/dependencies.h"
#include "management/operation.h"
#include "storage/application_role_store.h"
#include "storage/application_store.h"

#include <vector>

namespace daemun::management {

class ApplicationRoles {
 public:
  // Keeps a reference.
  explicit ApplicationRoles(const Dependencies& dependencies);

  std::vector<Operation> operations();

 private:
  Answer list(Call call);
  Answer add(Call call);
  Answer replace(Call call);
  Answer remove(Call call);

  // The body's roles, each once, and which of them the application does not hold yet.
  struct Wanted {
    std::vector<RoleId> roles{};
    std::vector<RoleId> added{};
  };
  // Errors: 404, 422 application.invalid_type.
  Task<api::Outcome<storage::ApplicationRecord>> find_machine(ApplicationId id);
  // Errors: as above, and 422 application.invalid_role_type.
  Task<api::Outcome<Wanted>> check(ApplicationId application, json::object body);

  const Dependencies& dependencies_;
  storage::ApplicationStore applications_;
  storage::ApplicationRoleStore roles_;
};

}  // namespace daemun::management

#endif
