// Roles and what they permit: /roles, /roles/{id}/scopes.
#include "domain/administration.h"
#include "management/answers.h"
#include "management/change.h"
#include "management/crud.h"
#include "management/dependencies.h"
#include "management/nouns.h"
#include "management/resource_json.h"
#include "management/role_json.h"
#include "management/user_json.h"
#include "storage/role_store.h"

#include <algorithm>
#include <memory>
#include <string>
#include <utility>
#include <vector>

namespace daemun::management {
namespace {

using api::RequestError;

struct FeaturedApplication {
  Text<1, 21> id{};
  Text<1, 256> name{};
  ApplicationType type{};
};
BOOST_DESCRIBE_STRUCT(FeaturedApplication, (), (id, name, type))

struct ListedRole : RoleView {
  Number<> users_count{};
  std::vector<FeaturedUser> featured_users{};
  Number<> applications_count{};
  std::vector<FeaturedApplication> featured_applications{};
};
BOOST_DESCRIBE_STRUCT(
    ListedRole, (RoleView), (users_count, featured_users, applications_count, featured_applications)
)

struct RoleScope : ScopeView {
  ResourceView resource{};
};
BOOST_DESCRIBE_STRUCT(RoleScope, (ScopeView), (resource))

struct CreateRole {
  Text<1, 128> name{};
  Text<1, 128> description{};
  std::optional<RoleType> type{};
  std::optional<bool> is_default{};
  std::optional<Ids> scope_ids{};
};
BOOST_DESCRIBE_STRUCT(CreateRole, (), (name, description, type, is_default, scope_ids))

struct UpdateRole {
  std::optional<Text<1, 128>> name{};
  std::optional<Text<1, 128>> description{};
  std::optional<bool> is_default{};
};
BOOST_DESCRIBE_STRUCT(UpdateRole, (), (name, description, is_default))

struct ScopeIds {
  Ids scope_ids{};
};
BOOST_DESCRIBE_STRUCT(ScopeIds, (), (scope_ids))

ListedRole to_listed_view(
    const TenantId& tenant, const Role& role, const storage::RoleStore::Holders& holders
) {
  ListedRole view{to_view(tenant, role)};
  view.users_count = holders.users_count;
  for (const auto& user : holders.users)
    view.featured_users.push_back({user.id.value(), user.avatar, user.name});
  view.applications_count = holders.applications_count;
  for (const auto& one : holders.applications)
    view.featured_applications.push_back({one.id.value(), one.name, one.type});
  return view;
}

std::vector<ScopeView> to_views(const TenantId& tenant, const std::vector<ResourceScope>& scopes) {
  std::vector<ScopeView> views;
  for (const auto& [scope, resource] : scopes)
    views.push_back(to_view(tenant, resource.id, scope));
  return views;
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
      return to_listed_view(dependencies_.tenant, role, held);
    });
  }

  Answer create(Call call, CreateRole body) {
    const Role role{
        .id = make_id<RoleId>(dependencies_.random),
        .name = body.name,
        .description = body.description,
        .type = body.type.value_or(RoleType::user),
        .is_default = body.is_default.value_or(false),
    };
    if (is_internal_role(role.name)) co_return internal_role_violation();
    auto wanted = to_ids<std::string>(body.scope_ids.value_or(Ids()));
    const auto scopes = co_await find_assignable(std::move(wanted), role.type);
    if (!scopes) co_return scopes.error();
    storage::Plan plan;
    plan.add(roles_.insert(role));
    for (const auto& one : *scopes)
      plan.add(roles_.assign_scope(role.id, one.scope.id));
    if (!scopes->empty()) {
      json::object members{
          {"roleId", role.id.value()},
          {"data", api::to_json(to_views(dependencies_.tenant, *scopes))}};
      auto messages =
          co_await plan_event(dependencies_, call, "Role.Scopes.Updated", std::move(members));
      plan.add(std::move(messages));
    }
    const auto shown = api::to_json(to_view(dependencies_.tenant, role));
    const auto committed = co_await commit(dependencies_, call, std::move(plan), shown);
    if (committed) co_return Reply{.body = shown};
    // A scope was deleted in the meantime.
    if (is_foreign_key(committed.error())) co_return api::conflict();
    co_return unprocessable("role.name_in_use");
  }

  Answer show(Call call) {
    const RoleId id(call.path_parameter("id"));
    const auto role = co_await roles_.find(id);
    if (!role) co_return no_such("roles", id.value());
    co_return reply_of(to_view(dependencies_.tenant, *role));
  }

  Answer update(Call call, UpdateRole body) {
    const RoleId id(call.path_parameter("id"));
    auto role = co_await find_changeable(id);
    if (!role) co_return role.error();
    const storage::RoleChanges changes{
        .name = body.name,
        .description = body.description,
        .is_default = body.is_default,
    };
    if (is_internal_role(changes.name.value_or(""))) co_return internal_role_violation();
    role->name = changes.name.value_or(role->name);
    role->description = changes.description.value_or(role->description);
    role->is_default = changes.is_default.value_or(role->is_default);
    const auto shown = api::to_json(to_view(dependencies_.tenant, *role));
    storage::Plan plan;
    plan.add(roles_.update(id, changes));
    const auto committed = co_await commit(dependencies_, call, std::move(plan), shown);
    if (committed) co_return Reply{.body = shown};
    if (is_unique(committed.error())) co_return unprocessable("role.name_in_use");
    co_return no_such("roles", id.value());
  }

  Answer remove(Call call) {
    const RoleId id(call.path_parameter("id"));
    const auto role = co_await find_changeable(id);
    if (!role) co_return role.error();
    auto removal = roles_.remove(id);
    auto missing = no_such("roles", id.value());
    co_return co_await commit_removal(
        dependencies_, std::move(call), std::move(removal), std::move(missing)
    );
  }

  Answer list_scopes(Call call) {
    const RoleId id(call.path_parameter("id"));
    const auto role = co_await roles_.find(id);
    if (!role) co_return no_such("roles", id.value());
    const auto listed = co_await roles_.list_scopes(id, call.search, call.window());
    co_return list_reply(listed.scopes, listed.total, [&](const ResourceScope& one) {
      return RoleScope{
          to_view(dependencies_.tenant, one.resource.id, one.scope),
          to_view(dependencies_.tenant, one.resource)};
    });
  }

  Answer add_scopes(Call call, ScopeIds body) {
    const RoleId id(call.path_parameter("id"));
    const auto role = co_await find_changeable(id);
    if (!role) co_return role.error();
    const auto ids = to_ids<std::string>(body.scope_ids);
    if (ids.empty()) co_return nothing_listed("scopeIds");
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
    const auto shown = api::to_json(to_views(dependencies_.tenant, present.scopes));
    const auto committed = co_await commit(dependencies_, call, std::move(plan), shown);
    // The role or a scope was deleted in the meantime.
    if (!committed) co_return api::conflict();
    co_return Reply{.body = shown};
  }

  Answer remove_scope(Call call) {
    const RoleId id(call.path_parameter("id"));
    const auto role = co_await find_changeable(id);
    if (!role) co_return role.error();
    auto removal = roles_.remove_scope(id, ScopeId(call.path_parameter("scopeId")));
    auto missing = not_found();
    co_return co_await commit_removal(
        dependencies_, std::move(call), std::move(removal), std::move(missing)
    );
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
  auto rows = crud_rows<RoleView>(
      noun,
      {.path = "/roles",
       .event = "Role",
       .list =
           {.summary = "List roles with their numbers of users and applications",
            .paging = Paging::always,
            .query = {"excludeUserId", "excludeApplicationId", "type"},
            .search = {"id", "name", "description"},
            .reply = shape_of<std::vector<ListedRole>>()},
       .create = {.summary = "Create a role", .refusals = {404, 422}},
       .show = {.summary = "Show a role"},
       .update = {.summary = "Change a role", .refusals = {404, 422}},
       .remove = {.summary = "Delete a role"}}
  );
  rows.insert(
      rows.end(),
      {
          {.method = Method::get,
           .path = "/roles/{id}/scopes",
           .summary = "List the scopes of a role",
           .paging = Paging::optional,
           .search = {"id", "name", "description"},
           .reply = shape_of<std::vector<RoleScope>>(),
           .refusals = {404},
           .handler = handled_by(noun, &Roles::list_scopes)},
          {.method = Method::post,
           .path = "/roles/{id}/scopes",
           .summary = "Add scopes to a role",
           .status = 201,
           .reply = shape_of<std::vector<ScopeView>>(),
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
      }
  );
  return rows;
}

}  // namespace daemun::management
