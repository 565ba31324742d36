// The roles of machine-to-machine applications: /applications/{applicationId}/roles.
#include "management/answers.h"
#include "management/change.h"
#include "management/dependencies.h"
#include "management/nouns.h"
#include "management/role_json.h"
#include "storage/application_role_store.h"
#include "storage/application_store.h"

#include <algorithm>
#include <memory>
#include <string>
#include <utility>
#include <vector>

namespace daemun::management {
namespace {

class ApplicationRoles {
 public:
  explicit ApplicationRoles(const Dependencies& dependencies)
      : dependencies_(dependencies),
        applications_(dependencies.database, dependencies.vault, dependencies.tenant),
        roles_(dependencies.database, dependencies.tenant) {}

  Answer list(Call call) {
    const ApplicationId id(call.path_parameter("applicationId"));
    const auto application = co_await find_machine(id);
    if (!application) co_return application.error();
    const auto listed = co_await roles_.list(id, call.search, call.window());
    co_return list_reply(listed.roles, listed.total, [&](const Role& role) {
      return to_view(dependencies_.tenant, role);
    });
  }

  Answer add(Call call, RoleIds body) {
    const ApplicationId id(call.path_parameter("applicationId"));
    const auto wanted = co_await check(id, std::move(body));
    if (!wanted) co_return wanted.error();
    storage::Plan plan;
    plan.add(roles_.insert(id, wanted->roles));
    const auto committed = co_await commit(dependencies_, call, std::move(plan));
    if (!committed) co_return api::conflict();
    AddedRoleIds shown{{to_texts(wanted->roles)}, to_texts(wanted->added)};
    co_return reply_of(shown);
  }

  Answer replace(Call call, RoleIds body) {
    const ApplicationId id(call.path_parameter("applicationId"));
    const auto wanted = co_await check(id, std::move(body));
    if (!wanted) co_return wanted.error();
    storage::Plan plan;
    plan.add(applications_.lock(id));
    plan.add(roles_.remove_others(id, wanted->roles));
    plan.add(roles_.insert(id, wanted->roles));
    const auto committed = co_await commit(dependencies_, call, std::move(plan));
    if (!committed) co_return api::conflict();
    co_return reply_of(RoleIds{to_texts(wanted->roles)});
  }

  Answer remove(Call call) {
    const ApplicationId id(call.path_parameter("applicationId"));
    const RoleId role(call.path_parameter("roleId"));
    const auto application = co_await find_machine(id);
    if (!application) co_return application.error();
    storage::Plan plan;
    plan.add(roles_.remove(id, role));
    const auto committed = co_await commit(dependencies_, call, std::move(plan));
    if (!committed) co_return not_found();
    co_return Reply{};
  }

 private:
  // The body's roles, each once, and which of them the application does not hold yet.
  struct Wanted {
    std::vector<RoleId> roles{};
    std::vector<RoleId> added{};
  };

  // Errors: 404, 422 application.invalid_type.
  Task<api::Outcome<storage::ApplicationRecord>> find_machine(ApplicationId id) {
    auto record = co_await applications_.find_record(id);
    if (!record) co_return no_such("applications", id.value());
    if (record->type != ApplicationType::machine_to_machine)
      co_return unprocessable("application.invalid_type");
    co_return *std::move(record);
  }

  // Errors: as above, and 422 application.invalid_role_type.
  Task<api::Outcome<Wanted>> check(ApplicationId application, RoleIds body) {
    const auto machine = co_await find_machine(application);
    if (!machine) co_return machine.error();
    Wanted wanted;
    for (auto& text : body.role_ids) {
      RoleId id(std::move(text));
      if (std::find(wanted.roles.begin(), wanted.roles.end(), id) == wanted.roles.end())
        wanted.roles.push_back(std::move(id));
    }
    const auto candidates = co_await roles_.list_candidates(application, wanted.roles);
    for (const auto& id : wanted.roles) {
      const auto found = std::find_if(candidates.begin(), candidates.end(), [&](const auto& one) {
        return one.id == id;
      });
      if (found == candidates.end()) co_return no_such("roles", id.value());
      if (found->type != RoleType::machine_to_machine)
        co_return unprocessable("application.invalid_role_type", {{"roleId", id.value()}});
      if (!found->is_held) wanted.added.push_back(id);
    }
    co_return wanted;
  }

  const Dependencies& dependencies_;
  storage::ApplicationStore applications_;
  storage::ApplicationRoleStore roles_;
};

}  // namespace

Operations nouns::application_roles(const Dependencies& dependencies) {
  const auto noun = std::make_shared<ApplicationRoles>(dependencies);
  using http::Method;
  const std::string path = "/applications/{applicationId}/roles";
  return {
      {.method = Method::get,
       .path = path,
       .summary = "List the roles of an application",
       .paging = Paging::always,
       .search = {"id", "name", "description"},
       .reply = shape_of<std::vector<RoleView>>(),
       .refusals = {404, 422},
       .handler = handled_by(noun, &ApplicationRoles::list)},
      {.method = Method::post,
       .path = path,
       .summary = "Assign roles to a machine-to-machine application",
       .status = 201,
       .reply = shape_of<AddedRoleIds>(),
       .refusals = {404, 422},
       .handler = handled_by(noun, &ApplicationRoles::add)},
      {.method = Method::put,
       .path = path,
       .summary = "Replace the roles of a machine-to-machine application",
       .reply = shape_of<RoleIds>(),
       .refusals = {404, 422},
       .handler = handled_by(noun, &ApplicationRoles::replace)},
      {.method = Method::delete_,
       .path = path + "/{roleId}",
       .summary = "Remove a role from an application",
       .status = 204,
       .refusals = {404, 422},
       .handler = handled_by(noun, &ApplicationRoles::remove)},
  };
}

}  // namespace daemun::management
