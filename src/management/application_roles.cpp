#include "management/application_roles.h"

#include "management/answers.h"
#include "management/change.h"
#include "management/role_json.h"

#include <algorithm>
#include <string>
#include <utility>

namespace daemun::management {
namespace {

const std::string ids_shape = "{roleIds: string<1..>[]}";

json::array to_json(const std::vector<RoleId>& ids) {
  json::array array;
  for (const auto& id : ids)
    array.emplace_back(id.value());
  return array;
}

}  // namespace

ApplicationRoles::ApplicationRoles(const Dependencies& dependencies)
    : dependencies_(dependencies),
      applications_(dependencies.database, dependencies.vault, dependencies.tenant),
      roles_(dependencies.database, dependencies.tenant) {}

std::vector<Operation> ApplicationRoles::operations() {
  using http::Method;
  const std::string path = "/applications/{applicationId}/roles";
  return {
      {.method = Method::get,
       .path = path,
       .summary = "List the roles of an application",
       .paging = Paging::always,
       .search = {"id", "name", "description"},
       .reply = parse_shape(role_shape + "[]"),
       .refusals = {404, 422},
       .handler = handled_by(*this, &ApplicationRoles::list)},
      {.method = Method::post,
       .path = path,
       .summary = "Assign roles to a machine-to-machine application",
       .status = 201,
       .body = parse_shape(ids_shape),
       .reply = parse_shape("{roleIds: string<1..>[], addedRoleIds: string<1..>[]}"),
       .refusals = {404, 422},
       .handler = handled_by(*this, &ApplicationRoles::add)},
      {.method = Method::put,
       .path = path,
       .summary = "Replace the roles of a machine-to-machine application",
       .body = parse_shape(ids_shape),
       .reply = parse_shape(ids_shape),
       .refusals = {404, 422},
       .handler = handled_by(*this, &ApplicationRoles::replace)},
      {.method = Method::delete_,
       .path = path + "/{roleId}",
       .summary = "Remove a role from an application",
       .status = 204,
       .refusals = {404, 422},
       .handler = handled_by(*this, &ApplicationRoles::remove)},
  };
}

Answer ApplicationRoles::list(Call call) {
  const ApplicationId id(call.path_parameter("applicationId"));
  const auto application = co_await find_machine(id);
  if (!application) co_return application.error();
  const auto listed = co_await roles_.list(id, call.search, call.window());
  co_return list_reply(listed.roles, listed.total, [&](const Role& role) {
    return to_json(dependencies_.tenant, role);
  });
}

Task<api::Outcome<storage::ApplicationRecord>> ApplicationRoles::find_machine(ApplicationId id) {
  auto record = co_await applications_.find_record(id);
  if (!record) co_return no_such("applications", id.value());
  if (record->type != ApplicationType::machine_to_machine)
    co_return unprocessable("application.invalid_type");
  co_return *std::move(record);
}

Task<api::Outcome<ApplicationRoles::Wanted>> ApplicationRoles::check(
    ApplicationId application, json::object body
) {
  const auto machine = co_await find_machine(application);
  if (!machine) co_return machine.error();
  Wanted wanted;
  for (auto& text : find_strings(body, "roleIds")) {
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

Answer ApplicationRoles::add(Call call) {
  const ApplicationId id(call.path_parameter("applicationId"));
  const auto wanted = co_await check(id, call.body);
  if (!wanted) co_return wanted.error();
  storage::Plan plan;
  plan.add(roles_.insert(id, wanted->roles));
  const auto committed = co_await commit_settings(dependencies_, call, std::move(plan));
  if (!committed) co_return api::conflict();
  co_return Reply{
      .body = json::object{
          {"roleIds", to_json(wanted->roles)}, {"addedRoleIds", to_json(wanted->added)}}};
}

Answer ApplicationRoles::replace(Call call) {
  const ApplicationId id(call.path_parameter("applicationId"));
  const auto wanted = co_await check(id, call.body);
  if (!wanted) co_return wanted.error();
  storage::Plan plan;
  plan.add(applications_.lock(id));
  plan.add(roles_.remove_others(id, wanted->roles));
  plan.add(roles_.insert(id, wanted->roles));
  const auto committed = co_await commit_settings(dependencies_, call, std::move(plan));
  if (!committed) co_return api::conflict();
  co_return Reply{.body = json::object{{"roleIds", to_json(wanted->roles)}}};
}

Answer ApplicationRoles::remove(Call call) {
  const ApplicationId id(call.path_parameter("applicationId"));
  const RoleId role(call.path_parameter("roleId"));
  const auto application = co_await find_machine(id);
  if (!application) co_return application.error();
  storage::Plan plan;
  plan.add(roles_.remove(id, role));
  const auto committed = co_await commit_settings(dependencies_, call, std::move(plan));
  if (!committed) co_return not_found();
  co_return Reply{};
}

}  // namespace daemun::management
