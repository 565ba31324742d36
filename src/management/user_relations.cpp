// The roles of a user, and the organizations: /users/{userId}/roles and /organizations.
#include "domain/administration.h"
#include "management/answers.h"
#include "management/change.h"
#include "management/dependencies.h"
#include "management/nouns.h"
#include "management/organization_json.h"
#include "management/role_json.h"
#include "management/user_input.h"
#include "storage/last_administrator.h"
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

#include "api/last_administrator.h"

namespace daemun::management {
namespace {

using api::RequestError;
using storage::UserOrganization;

constexpr std::size_t max_roles = 500;

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
      return to_view(dependencies_.tenant, role);
    });
  }

  Answer add_roles(Call call, RoleIds body) {
    const UserId user(call.path_parameter("userId"));
    const auto ids = co_await find_assignable(user, std::move(body.role_ids));
    if (!ids) co_return ids.error();
    const auto held = co_await relations_.list_role_ids(user);
    std::vector<RoleId> added;
    storage::Plan plan;
    for (const auto& id : *ids) {
      if (std::find(held.begin(), held.end(), id) != held.end()) continue;
      plan.add(users_.assign_role(user, id));
      added.push_back(id);
    }
    const auto committed = co_await commit(dependencies_, call, std::move(plan));
    if (!committed) co_return no_such_user();
    co_return reply_of(AddedRoleIds{{to_texts(*ids)}, to_texts(added)});
  }

  Answer replace_roles(Call call, RoleIds body) {
    const UserId user(call.path_parameter("userId"));
    const auto ids = co_await find_assignable(user, std::move(body.role_ids));
    if (!ids) co_return ids.error();
    const bool stays = co_await has_administrator_role(*ids);
    storage::Plan guard;
    if (!stays)
      guard = co_await storage::LastAdministrator(dependencies_.database, dependencies_.settings)
                  .without(user);
    auto plan = guard;
    plan.add(relations_.remove_roles(user));
    for (const auto& id : *ids)
      plan.add(users_.assign_role(user, id));
    const auto committed = co_await commit(dependencies_, call, std::move(plan));
    if (committed) co_return reply_of(RoleIds{to_texts(*ids)});
    if (storage::LastAdministrator::is_refused(guard, committed.error()))
      co_return api::last_administrator_refused();
    co_return no_such_user();
  }

  Answer remove_role(Call call) {
    const UserId user(call.path_parameter("userId"));
    const RoleId role(call.path_parameter("roleId"));
    std::vector<RoleId> ids{role};
    const bool is_place = co_await has_administrator_role(std::move(ids));
    storage::Plan guard;
    if (is_place)
      guard = co_await storage::LastAdministrator(dependencies_.database, dependencies_.settings)
                  .without(user);
    auto plan = guard;
    plan.add(roles_.remove_user(role, user));
    const auto committed = co_await commit(dependencies_, call, std::move(plan));
    if (committed) co_return Reply{};
    if (storage::LastAdministrator::is_refused(guard, committed.error()))
      co_return api::last_administrator_refused();
    co_return not_found();
  }

  Answer list_organizations(Call call) {
    const UserId user(call.path_parameter("userId"));
    const auto found = co_await lists_.find(user);
    if (!found) co_return no_such_user();
    const auto organizations = co_await relations_.list_organizations(user);
    co_return list_reply(organizations, std::nullopt, [&](const UserOrganization& organization) {
      return HeldOrganization{
          to_view(dependencies_.tenant, organization.organization), to_view(organization.roles)};
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

  // The wanted roles, each of them once. Errors: 404 for no such user or role, 422
  // user.invalid_role_type for a role of machines.
  Task<api::Outcome<std::vector<RoleId>>> find_assignable(UserId user, Ids wanted) {
    const auto found = co_await lists_.find(user);
    if (!found) co_return no_such_user();
    std::vector<RoleId> ids;
    std::set<std::string> seen;
    for (auto& id : wanted) {
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
       .reply = shape_of<std::vector<RoleView>>(),
       .refusals = {404},
       .handler = handled_by(noun, &UserRelations::list_roles)},
      {.method = Method::post,
       .path = "/users/{userId}/roles",
       .summary = "Assign roles to a user",
       .status = 201,
       .reply = shape_of<AddedRoleIds>(),
       .refusals = {404, 422},
       .handler = handled_by(noun, &UserRelations::add_roles)},
      {.method = Method::put,
       .path = "/users/{userId}/roles",
       .summary = "Replace the roles of a user",
       .reply = shape_of<RoleIds>(),
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
       .reply = shape_of<std::vector<HeldOrganization>>(),
       .refusals = {404},
       .handler = handled_by(noun, &UserRelations::list_organizations)},
  };
}

}  // namespace daemun::management
