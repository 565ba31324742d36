// The roles of a user, and the organizations: /users/{userId}/roles and /organizations.
#include "domain/administration.h"
#include "management/answers.h"
#include "management/change.h"
#include "management/dependencies.h"
#include "management/last_administrator.h"
#include "management/nouns.h"
#include "management/organization_json.h"
#include "management/role_json.h"
#include "management/user_input.h"
#include "storage/role_store.h"
#include "storage/user_list_store.h"
#include "storage/user_relation_store.h"
#include "storage/user_store.h"

#include <algorithm>
#include <memory>
#include <set>
#include <string>
#include <utility>
#include <vector>

namespace daemun::management {
namespace {

using api::RequestError;
using storage::UserOrganization;

constexpr std::size_t max_roles = 500;

const std::string role_ids_shape = "{roleIds: string<1..>[]}";
const std::string organization_shape =
    "{" + organization_fields + ", " + organization_role_names_field + "}";

json::object to_json(const TenantId& tenant, const UserOrganization& membership) {
  auto object = management::to_json(tenant, membership.organization);
  object["organizationRoles"] = management::to_json(membership.roles);
  return object;
}

json::array to_json(const std::vector<RoleId>& ids) {
  json::array array;
  for (const auto& id : ids)
    array.emplace_back(id.value());
  return array;
}

class UserRelations {
 public:
  explicit UserRelations(const Dependencies& dependencies)
      : dependencies_(dependencies),
        users_(dependencies.database, dependencies.tenant),
        lists_(dependencies.database, dependencies.tenant),
        roles_(dependencies.database, dependencies.tenant),
        relations_(dependencies.database, dependencies.tenant) {}

  Answer list_roles(Call call) {
    const UserId user(call.path_parameter("userId"));
    const auto found = co_await lists_.find(user);
    if (!found) co_return no_such_user();
    const auto page = co_await relations_.list_roles(user, call.search, call.window());
    co_return list_reply(page.roles, page.total, [&](const Role& role) {
      return management::to_json(dependencies_.tenant, role);
    });
  }

  Answer add_roles(Call call) {
    const UserId user(call.path_parameter("userId"));
    const auto ids = co_await find_assignable(call);
    if (!ids) co_return ids.error();
    const auto held = co_await relations_.list_role_ids(user);
    std::vector<RoleId> added;
    storage::Plan plan;
    for (const auto& id : *ids) {
      if (std::find(held.begin(), held.end(), id) != held.end()) continue;
      plan.add(users_.assign_role(user, id));
      added.push_back(id);
    }
    const auto committed = co_await commit_data(dependencies_, call, std::move(plan));
    if (!committed) co_return no_such_user();
    co_return Reply{
        .body = json::object{{"roleIds", to_json(*ids)}, {"addedRoleIds", to_json(added)}}};
  }

  Answer replace_roles(Call call) {
    const UserId user(call.path_parameter("userId"));
    const auto ids = co_await find_assignable(call);
    if (!ids) co_return ids.error();
    const bool stays = co_await has_administrator_role(*ids);
    storage::Plan guard;
    if (!stays) guard = co_await begin_without_administrator(dependencies_, user);
    auto plan = guard;
    plan.add(relations_.remove_roles(user));
    for (const auto& id : *ids)
      plan.add(users_.assign_role(user, id));
    const auto committed = co_await commit_data(dependencies_, call, std::move(plan));
    if (committed) co_return Reply{.body = json::object{{"roleIds", to_json(*ids)}}};
    if (is_last_administrator(guard, committed.error())) co_return last_administrator_refused();
    co_return no_such_user();
  }

  Answer remove_role(Call call) {
    const UserId user(call.path_parameter("userId"));
    const RoleId role(call.path_parameter("roleId"));
    std::vector<RoleId> ids{role};
    const bool is_place = co_await has_administrator_role(std::move(ids));
    storage::Plan guard;
    if (is_place) guard = co_await begin_without_administrator(dependencies_, user);
    auto plan = guard;
    plan.add(roles_.remove_user(role, user));
    const auto committed = co_await commit_data(dependencies_, call, std::move(plan));
    if (committed) co_return Reply{};
    if (is_last_administrator(guard, committed.error())) co_return last_administrator_refused();
    co_return RequestError{.code = "entity.not_found", .status = 404};
  }

  Answer list_organizations(Call call) {
    const UserId user(call.path_parameter("userId"));
    const auto found = co_await lists_.find(user);
    if (!found) co_return no_such_user();
    const auto organizations = co_await relations_.list_organizations(user);
    co_return list_reply(organizations, std::nullopt, [&](const UserOrganization& organization) {
      return to_json(dependencies_.tenant, organization);
    });
  }

 private:
  // Whether the role of administrators is among them.
  // The role's name is what it goes by, and nobody can change it.
  Task<bool> has_administrator_role(std::vector<RoleId> ids) {
    if (dependencies_.tenant.value() != administration_tenant) co_return false;
    std::string name(administrator_role);
    const auto role = co_await roles_.find_by_name(std::move(name));
    co_return role&& std::find(ids.begin(), ids.end(), role->id) != ids.end();
  }

  // Of the body, each of them once. Errors: 404 for no such user or role, 422
  // user.invalid_role_type for a role of machines.
  Task<api::Outcome<std::vector<RoleId>>> find_assignable(Call call) {
    const UserId user(call.path_parameter("userId"));
    const auto found = co_await lists_.find(user);
    if (!found) co_return no_such_user();
    std::vector<RoleId> ids;
    std::set<std::string> seen;
    for (auto& id : find_strings(call.body, "roleIds")) {
      if (seen.insert(id).second) ids.emplace_back(std::move(id));
    }
    if (ids.size() > max_roles) co_return api::invalid_input("body.roleIds are too many");
    const auto roles = co_await relations_.find_role_types(ids);
    for (const auto& id : ids) {
      const auto role = roles.find(id.value());
      if (role == roles.end()) co_return no_such("roles", id.value());
      // Its scopes are meant for machines: nobody would expect a person to have them.
      if (role->second != RoleType::user) co_return unprocessable("user.invalid_role_type");
    }
    co_return ids;
  }

  const Dependencies& dependencies_;
  storage::UserStore users_;
  storage::UserListStore lists_;
  storage::RoleStore roles_;
  storage::UserRelationStore relations_;
};

}  // namespace

Operations nouns::user_relations(const Dependencies& dependencies) {
  const auto noun = std::make_shared<UserRelations>(dependencies);
  using http::Method;
  return {
      {.method = Method::get,
       .path = "/users/{userId}/roles",
       .summary = "List the roles of a user",
       .paging = Paging::always,
       .search = {"id", "name", "description"},
       .reply = parse_shape(role_shape + "[]"),
       .refusals = {404},
       .handler = handled_by(noun, &UserRelations::list_roles)},
      {.method = Method::post,
       .path = "/users/{userId}/roles",
       .summary = "Assign roles to a user",
       .status = 201,
       .body = parse_shape(role_ids_shape),
       .reply = parse_shape("{roleIds: string<1..>[], addedRoleIds: string<1..>[]}"),
       .refusals = {404, 422},
       .handler = handled_by(noun, &UserRelations::add_roles)},
      {.method = Method::put,
       .path = "/users/{userId}/roles",
       .summary = "Replace the roles of a user",
       .body = parse_shape(role_ids_shape),
       .reply = parse_shape(role_ids_shape),
       .refusals = {404, 422},
       .handler = handled_by(noun, &UserRelations::replace_roles)},
      {.method = Method::delete_,
       .path = "/users/{userId}/roles/{roleId}",
       .summary = "Remove a role from a user",
       .status = 204,
       .refusals = {404, 422},
       .handler = handled_by(noun, &UserRelations::remove_role)},
      {.method = Method::get,
       .path = "/users/{userId}/organizations",
       .summary = "List the organizations of a user with the user's roles",
       .reply = parse_shape(organization_shape + "[]"),
       .refusals = {404},
       .handler = handled_by(noun, &UserRelations::list_organizations)},
  };
}

}  // namespace daemun::management
