// The roles of the organization template: /organization-roles.
#include "management/answers.h"
#include "management/change.h"
#include "management/crud.h"
#include "management/dependencies.h"
#include "management/nouns.h"
#include "management/organization_template_json.h"
#include "management/role_json.h"
#include "management/search.h"
#include "storage/organization_template_store.h"

#include <memory>
#include <utility>
#include <vector>

namespace daemun::management {
namespace {

struct NamedScope {
  std::string id{};
  std::string name{};
};
BOOST_DESCRIBE_STRUCT(NamedScope, (), (id, name))

struct NamedResourceScope {
  std::string id{};
  std::string name{};
  NamedScope resource{};
};
BOOST_DESCRIBE_STRUCT(NamedResourceScope, (), (id, name, resource))

struct ListedRole : OrganizationRoleView {
  std::vector<NamedScope> scopes{};
  std::vector<NamedResourceScope> resource_scopes{};
};
BOOST_DESCRIBE_STRUCT(ListedRole, (OrganizationRoleView), (scopes, resource_scopes))

struct CreateRole {
  Text<1, 128> name{};
  Patch<Text<0, 256>> description{};
  std::optional<RoleType> type{};
  std::optional<std::vector<std::string>> organization_scope_ids{};
  std::optional<std::vector<std::string>> resource_scope_ids{};
};
BOOST_DESCRIBE_STRUCT(
    CreateRole, (), (name, description, type, organization_scope_ids, resource_scope_ids)
)

struct UpdateRole {
  std::optional<Text<1, 128>> name{};
  Patch<Text<0, 256>> description{};
  std::optional<RoleType> type{};
};
BOOST_DESCRIBE_STRUCT(UpdateRole, (), (name, description, type))

ListedRole to_listed_view(
    const TenantId& tenant, const storage::OrganizationTemplateStore::RoleWithScopes& listed
) {
  ListedRole view{to_view(tenant, listed.role)};
  for (const auto& scope : listed.scopes)
    view.scopes.push_back({.id = scope.id.value(), .name = scope.name});
  for (const auto& [scope, resource] : listed.resource_scopes) {
    view.resource_scopes.push_back(
        {.id = scope.id.value(),
         .name = scope.name,
         .resource = {.id = resource.id.value(), .name = resource.name}}
    );
  }
  return view;
}

class OrganizationRoles {
 public:
  explicit OrganizationRoles(const Dependencies& dependencies)
      : dependencies_(dependencies), template_(dependencies.database, dependencies.tenant) {}

  Answer list(Call call) {
    auto search = parse_simple_search(call.query, {"id", "name", "description"});
    const auto listed = co_await template_.list_roles(std::move(search), call.window());
    co_return list_reply(listed.roles, listed.total, [&](const auto& role) {
      return to_listed_view(dependencies_.tenant, role);
    });
  }

  Answer create(Call call, CreateRole body) {
    const OrganizationRole role{
        .id = make_id<OrganizationRoleId>(dependencies_.random),
        .name = body.name,
        .description = body.description,
        .type = body.type.value_or(RoleType::user),
    };
    const auto scopes = body.organization_scope_ids.value_or(std::vector<std::string>());
    const auto resource_scopes = body.resource_scope_ids.value_or(std::vector<std::string>());
    if (role.type == RoleType::user) {
      const bool opens_api = co_await template_.has_management_scope(resource_scopes);
      if (opens_api) co_return management_scope_refused();
    }
    storage::Plan plan;
    plan.add(template_.insert_role(role));
    for (const auto& scope : scopes)
      plan.add(template_.assign_scope(role.id, OrganizationScopeId(scope)));
    for (const auto& scope : resource_scopes)
      plan.add(template_.assign_resource_scope(role.id, ScopeId(scope)));
    if (!scopes.empty() || !resource_scopes.empty()) {
      json::object members{{"organizationRoleId", role.id.value()}};
      auto messages = co_await plan_event(
          dependencies_, call, "OrganizationRole.Scopes.Updated", std::move(members)
      );
      plan.add(std::move(messages));
    }
    const auto shown = api::to_json(to_view(dependencies_.tenant, role));
    const auto committed = co_await commit(dependencies_, call, std::move(plan), shown);
    if (committed) co_return Reply{.body = shown};
    if (is_foreign_key(committed.error()))
      co_return unprocessable("entity.relation_foreign_key_not_found");
    co_return unprocessable("entity.unique_integrity_violation");
  }

  Answer show(Call call) {
    const OrganizationRoleId id(call.path_parameter("id"));
    const auto role = co_await template_.find_role(id);
    if (!role) co_return no_such("organization_roles", id.value());
    co_return reply_of(to_view(dependencies_.tenant, *role));
  }

  Answer update(Call call, UpdateRole body) {
    const OrganizationRoleId id(call.path_parameter("id"));
    auto role = co_await template_.find_role(id);
    if (!role) co_return no_such("organization_roles", id.value());
    const storage::OrganizationRoleChanges changes{
        .name = body.name,
        .sets_description = body.description.is_given,
        .description = body.description,
        .type = body.type,
    };
    const bool changes_type = changes.type && *changes.type != role->type;
    role->name = changes.name.value_or(role->name);
    if (changes.sets_description) role->description = changes.description;
    role->type = changes.type.value_or(role->type);
    const auto shown = api::to_json(to_view(dependencies_.tenant, *role));
    storage::Plan plan;
    plan.add(template_.update_role(id, changes));
    const auto committed = co_await commit(dependencies_, call, std::move(plan), shown);
    if (committed) co_return Reply{.body = shown};
    if (is_unique(committed.error())) co_return unprocessable("entity.unique_integrity_violation");
    // Those who hold the role, or what it permits, need its type.
    if (changes_type) co_return unprocessable("entity.db_constraint_violated");
    co_return no_such("organization_roles", id.value());
  }

  Answer remove(Call call) {
    const OrganizationRoleId id(call.path_parameter("id"));
    return commit_removal(dependencies_, std::move(call), template_.remove_role(id), not_found());
  }

 private:
  const Dependencies& dependencies_;
  storage::OrganizationTemplateStore template_;
};

}  // namespace

Operations nouns::organization_roles(const Dependencies& dependencies) {
  const auto noun = std::make_shared<OrganizationRoles>(dependencies);
  return crud_rows<OrganizationRoleView>(
      noun,
      {.path = "/organization-roles",
       .event = "OrganizationRole",
       .list =
           {.summary = "List the roles of the organization template with their permissions",
            .paging = Paging::always,
            .query = {"q"},
            .reply = shape_of<std::vector<ListedRole>>()},
       .create =
           {.summary = "Create a role of the organization template",
            .status = 201,
            .refusals = {422}},
       .show = {.summary = "Show a role of the organization template"},
       .update = {.summary = "Change a role of the organization template", .refusals = {404, 422}},
       .remove = {.summary = "Delete a role of the organization template"}}
  );
}

}  // namespace daemun::management
