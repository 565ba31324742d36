// API resources and their scopes (permissions): /resources.
#ifndef DAEMUN_MANAGEMENT_RESOURCES_H
#define DAEMUN_MANAGEMENT_RESOURCES_H

#include "management/dependencies.h"
#include "management/operation.h"
#include "storage/resource_store.h"

#include <vector>

namespace daemun::management {

class Resources {
 public:
  // Keeps a reference.
  explicit Resources(const Dependencies& dependencies);

  std::vector<Operation> operations();

 private:
  Answer list(Call call);
  Answer create(Call call);
  Answer show(Call call);
  Answer update(Call call);
  Answer remove(Call call);
  Answer set_default(Call call);
  Answer list_scopes(Call call);
  Answer create_scope(Call call);
  Answer update_scope(Call call);
  Answer remove_scope(Call call);

  // Commits the plan for the resource that the path names, and shows it.
  Answer change(Call call, storage::Plan plan);
  // The resource of that id, which is not the Management API itself.
  // Errors: 404, 400 resource.cannot_modify_management_api.
  Task<api::Outcome<Resource>> find_changeable(ResourceId id);

  const Dependencies& dependencies_;
  storage::ResourceStore resources_;
};

}  // namespace daemun::management

#endif
