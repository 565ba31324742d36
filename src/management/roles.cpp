// Roles and what they permit: /roles, /roles/{id}/scopes.
#include "domain/administration.h"
#include "management/answers.h"
#include "management/change.h"
#include "management/dependencies.h"
#include "management/nouns.h"
#include "management/resource_json.h"
#include "management/role_json.h"
#include "storage/role_store.h"

#include <algorithm>
#include <memory>
#include <string>
#include <utility>
#include <vector>

namespace daemun::management {
namespace {

using api::RequestError;

const std::string listed_role_shape =
    "{" + role_fields +
    ", usersCount: number, featuredUsers: {id: string<1..12>, avatar: string<0..2048>|null, name: "
    "string<0..128>|null}[], applicationsCount: number, featuredApplications: {id: string<1..21>, "
    "name: string<1..256>, type: "
    "\"Native\"|\"SPA\"|\"Traditional\"|\"MachineToMachine\"|\"Protected\"|\"SAML\"}[]}";
const std::string role_scope_shape =
    "{tenantId: string<0..21>, id: string<1..21>, resourceId: string<1..21>, name: "
    "string<1..256>, description: string|null, createdAt: number, resource: " +
    resource_shape + "}";

json::object to_listed_json(
    const TenantId& tenant, const Role& role, const storage::RoleStore::Holders& holders
) {
  auto object = to_json(tenant, role);
  json::array users;
  for (const auto& user : holders.users) {
    users.push_back(json::object{
        {"id", user.id.value()}, {"avatar", to_value(user.avatar)}, {"name", to_value(user.name)}});
  }
  json::array applications;
  for (const auto& application : holders.applications) {
    applications.push_back(json::object{
        {"id", application.id.value()},
        {"name", application.name},
        {"type", to_string(application.type)}});
  }
  object["usersCount"] = holders.users_count;
  object["featuredUsers"] = std::move(users);
  object["applicationsCount"] = holders.applications_count;
  object["featuredApplications"] = std::move(applications);
  return object;
}

json::array to_json_array(const TenantId& tenant, const std::vector<ResourceScope>& scopes) {
  json::array array;
  for (const auto& [scope, resource] : scopes)
    array.push_back(to_json(tenant, resource.id, scope));
  return array;
}

const ResourceScope* find_scope(const std::vector<ResourceScope>& scopes, const std::string& id) {
  const auto found = std::find_if(scopes.begin(), scopes.end(), [&](const auto& one) {
    return one.scope.id.value() == id;
  });
  return found == scopes.end() ? nullptr : &*found;
}

RequestError internal_role_violation() {
  return RequestError{.code = "role.internal_role_violation", .status = 403};
}

class Roles {
 public:
  explicit Roles(const Dependencies& dependencies)
      : dependencies_(dependencies), roles_(dependencies.database, dependencies.tenant) {}

  Answer list(Call call) {
    storage::RoleFilter filter;
    filter.search = call.search;
    if (const auto word = call.query.find("type")) {
      filter.type = parse_role_type(*word);
      if (!filter.type) co_return api::invalid_input("type must be User or MachineToMachine");
    }
    if (const auto user = call.query.find("excludeUserId")) {
      filter.not_held_by_user = UserId(std::string(*user));
    }
    if (const auto application = call.query.find("excludeApplicationId")) {
      filter.not_held_by_application = ApplicationId(std::string(*application));
    }
    const auto listed = co_await roles_.list_page(std::move(filter), call.window());
    std::vector<RoleId> ids;
    for (const auto& role : listed.roles)
      ids.push_back(role.id);
    const auto holders = co_await roles_.list_holders(std::move(ids));
    // A role may have been deleted between the two.
    const storage::RoleStore::Holders nobody;
    co_return list_reply(listed.roles, listed.total, [&](const Role& role) {
      const auto found = holders.find(role.id);
      const auto& held = found == holders.end() ? nobody : found->second;
      return to_listed_json(dependencies_.tenant, role, held);
    });
  }

  Answer create(Call call) {
    const auto type = parse_role_type(string_of(call.body, "type").value_or("User"));
    const Role role{
        .id = make_id<RoleId>(dependencies_.random),
        .name = *string_of(call.body, "name"),
        .description = *string_of(call.body, "description"),
        .type = *type,
        .is_default = find_bool(call.body, "isDefault").value_or(false),
    };
    if (is_internal_role(role.name)) co_return internal_role_violation();
    const auto scopes = co_await find_assignable(find_strings(call.body, "scopeIds"), role.type);
    if (!scopes) co_return scopes.error();
    storage::Plan plan;
    plan.add(roles_.insert(role));
    for (const auto& one : *scopes)
      plan.add(roles_.assign_scope(role.id, one.scope.id));
    if (!scopes->empty()) {
      json::object members{
          {"roleId", role.id.value()}, {"data", to_json_array(dependencies_.tenant, *scopes)}};
      auto messages =
          co_await plan_event(dependencies_, call, "Role.Scopes.Updated", std::move(members));
      plan.add(std::move(messages));
    }
    const auto body = to_json(dependencies_.tenant, role);
    const auto committed = co_await commit_settings(dependencies_, call, std::move(plan), body);
    if (committed) co_return Reply{.body = body};
    // Somebody has deleted a scope in between.
    if (is_foreign_key(committed.error())) co_return api::conflict();
    co_return unprocessable("role.name_in_use");
  }

  Answer show(Call call) {
    const RoleId id(call.path_parameter("id"));
    const auto role = co_await roles_.find(id);
    if (!role) co_return no_such("roles", id.value());
    co_return Reply{.body = to_json(dependencies_.tenant, *role)};
  }

  Answer update(Call call) {
    const RoleId id(call.path_parameter("id"));
    auto role = co_await find_changeable(id);
    if (!role) co_return role.error();
    const storage::RoleChanges changes{
        .name = string_of(call.body, "name"),
        .description = string_of(call.body, "description"),
        .is_default = find_bool(call.body, "isDefault"),
    };
    if (is_internal_role(changes.name.value_or(""))) co_return internal_role_violation();
    role->name = changes.name.value_or(role->name);
    role->description = changes.description.value_or(role->description);
    role->is_default = changes.is_default.value_or(role->is_default);
    const auto body = to_json(dependencies_.tenant, *role);
    storage::Plan plan;
    plan.add(roles_.update(id, changes));
    const auto committed = co_await commit_settings(dependencies_, call, std::move(plan), body);
    if (committed) co_return Reply{.body = body};
    if (is_unique(committed.error())) co_return unprocessable("role.name_in_use");
    co_return no_such("roles", id.value());
  }

  Answer remove(Call call) {
    const RoleId id(call.path_parameter("id"));
    const auto role = co_await find_changeable(id);
    if (!role) co_return role.error();
    storage::Plan plan;
    plan.add(roles_.remove(id));
    const auto committed = co_await commit_settings(dependencies_, call, std::move(plan));
    if (!committed) co_return no_such("roles", id.value());
    co_return Reply{};
  }

  Answer list_scopes(Call call) {
    const RoleId id(call.path_parameter("id"));
    const auto role = co_await roles_.find(id);
    if (!role) co_return no_such("roles", id.value());
    const auto listed = co_await roles_.list_scopes(id, call.search, call.window());
    co_return list_reply(listed.scopes, listed.total, [&](const ResourceScope& one) {
      auto object = to_json(dependencies_.tenant, one.resource.id, one.scope);
      object["resource"] = to_json(dependencies_.tenant, one.resource);
      return object;
    });
  }

  Answer add_scopes(Call call) {
    const RoleId id(call.path_parameter("id"));
    const auto role = co_await find_changeable(id);
    if (!role) co_return role.error();
    const auto ids = find_strings(call.body, "scopeIds");
    if (ids.empty()) co_return api::invalid_input("body.scopeIds must not be empty");
    auto present = co_await roles_.list_scopes(id, storage::Search{}, storage::Window::all());
    const bool has_one = std::any_of(ids.begin(), ids.end(), [&](const auto& scope) {
      return find_scope(present.scopes, scope) != nullptr;
    });
    if (has_one) co_return unprocessable("role.scope_exists");
    const auto scopes = co_await find_assignable(ids, role->type);
    if (!scopes) co_return scopes.error();
    storage::Plan plan;
    for (const auto& one : *scopes) {
      plan.add(roles_.assign_scope(id, one.scope.id));
      present.scopes.push_back(one);
    }
    const auto body = to_json_array(dependencies_.tenant, present.scopes);
    const auto committed = co_await commit_settings(dependencies_, call, std::move(plan), body);
    // Somebody has deleted the role or a scope in between.
    if (!committed) co_return api::conflict();
    co_return Reply{.body = body};
  }

  Answer remove_scope(Call call) {
    const RoleId id(call.path_parameter("id"));
    const auto role = co_await find_changeable(id);
    if (!role) co_return role.error();
    storage::Plan plan;
    plan.add(roles_.remove_scope(id, ScopeId(call.path_parameter("scopeId"))));
    const auto committed = co_await commit_settings(dependencies_, call, std::move(plan));
    if (!committed) co_return not_found();
    co_return Reply{};
  }

 private:
  // The role of that id, which is not an internal one.
  // Errors: 404, 403 role.internal_role_violation.
  Task<api::Outcome<Role>> find_changeable(RoleId id) {
    auto role = co_await roles_.find(id);
    if (!role) co_return no_such("roles", id.value());
    const bool is_built_in = is_internal_role(role->name) ||
                             is_administrator_role(dependencies_.tenant.value(), role->name);
    if (is_built_in) co_return internal_role_violation();
    co_return std::move(*role);
  }

  // The scopes of those ids, if a role of that type may have them.
  // Errors: 404, 400 role.management_api_scopes_not_assignable_to_user_role.
  Task<api::Outcome<std::vector<ResourceScope>>> find_assignable(
      std::vector<std::string> ids, RoleType type
  ) {
    if (ids.empty()) co_return std::vector<ResourceScope>();
    auto scopes = co_await roles_.find_scopes(ids);
    for (const auto& id : ids) {
      const auto* one = find_scope(scopes, id);
      if (one == nullptr) co_return no_such("scopes", id);
      if (type == RoleType::user && is_management_api(one->resource.indicator)) {
        co_return management_scope_refused();
      }
    }
    co_return std::move(scopes);
  }

  const Dependencies& dependencies_;
  storage::RoleStore roles_;
};

}  // namespace

Operations nouns::roles(const Dependencies& dependencies) {
  const auto noun = std::make_shared<Roles>(dependencies);
  using http::Method;
  return {
      {.method = Method::get,
       .path = "/roles",
       .summary = "List roles with their numbers of users and applications",
       .paging = Paging::always,
       .query = {"excludeUserId", "excludeApplicationId", "type"},
       .search = {"id", "name", "description"},
       .reply = parse_shape(listed_role_shape + "[]"),
       .handler = handled_by(noun, &Roles::list)},
      {.method = Method::post,
       .path = "/roles",
       .summary = "Create a role",
       .body = parse_shape(
           "{name: string<1..128>, description: string<1..128>, type?: "
           "\"User\"|\"MachineToMachine\", isDefault?: boolean, scopeIds?: string<1..>[]}"
       ),
       .reply = parse_shape(role_shape),
       .refusals = {404, 422},
       .event = "Role.Created",
       .handler = handled_by(noun, &Roles::create)},
      {.method = Method::get,
       .path = "/roles/{id}",
       .summary = "Show a role",
       .reply = parse_shape(role_shape),
       .refusals = {404},
       .handler = handled_by(noun, &Roles::show)},
      {.method = Method::patch,
       .path = "/roles/{id}",
       .summary = "Change a role",
       .body =
           parse_shape("{name?: string<1..128>, description?: string<1..128>, isDefault?: boolean}"
           ),
       .reply = parse_shape(role_shape),
       .refusals = {404, 422},
       .event = "Role.Data.Updated",
       .handler = handled_by(noun, &Roles::update)},
      {.method = Method::delete_,
       .path = "/roles/{id}",
       .summary = "Delete a role",
       .status = 204,
       .refusals = {404},
       .event = "Role.Deleted",
       .handler = handled_by(noun, &Roles::remove)},
      {.method = Method::get,
       .path = "/roles/{id}/scopes",
       .summary = "List the scopes of a role",
       .paging = Paging::optional,
       .search = {"id", "name", "description"},
       .reply = parse_shape(role_scope_shape + "[]"),
       .refusals = {404},
       .handler = handled_by(noun, &Roles::list_scopes)},
      {.method = Method::post,
       .path = "/roles/{id}/scopes",
       .summary = "Add scopes to a role",
       .status = 201,
       .body = parse_shape("{scopeIds: string<1..>[]}"),
       .reply = parse_shape(scope_shape + "[]"),
       .refusals = {404, 422},
       .event = "Role.Scopes.Updated",
       .handler = handled_by(noun, &Roles::add_scopes)},
      {.method = Method::delete_,
       .path = "/roles/{id}/scopes/{scopeId}",
       .summary = "Remove a scope from a role",
       .status = 204,
       .refusals = {404},
       .event = "Role.Scopes.Updated",
       .handler = handled_by(noun, &Roles::remove_scope)},
  };
}

}  // namespace daemun::management
