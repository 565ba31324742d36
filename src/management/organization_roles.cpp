// The roles of the organization template: /organization-roles.
#include "management/answers.h"
#include "management/change.h"
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

const std::string listed_role_shape =
    "{" + organization_role_fields +
    ", scopes: {id: string, name: string}[], resourceScopes: {id: string, name: string, "
    "resource: {id: string, name: string}}[]}";

json::object to_listed_json(
    const TenantId& tenant, const storage::OrganizationTemplateStore::RoleWithScopes& listed
) {
  auto object = to_json(tenant, listed.role);
  json::array scopes;
  for (const auto& scope : listed.scopes)
    scopes.push_back(json::object{{"id", scope.id.value()}, {"name", scope.name}});
  json::array resource_scopes;
  for (const auto& [scope, resource] : listed.resource_scopes) {
    resource_scopes.push_back(json::object{
        {"id", scope.id.value()},
        {"name", scope.name},
        {"resource", {{"id", resource.id.value()}, {"name", resource.name}}}});
  }
  object["scopes"] = std::move(scopes);
  object["resourceScopes"] = std::move(resource_scopes);
  return object;
}

class OrganizationRoles {
 public:
  explicit OrganizationRoles(const Dependencies& dependencies)
      : dependencies_(dependencies), template_(dependencies.database, dependencies.tenant) {}

  Answer list(Call call) {
    auto search = parse_simple_search(call.query, {"id", "name", "description"});
    const auto listed = co_await template_.list_roles(std::move(search), call.window());
    co_return list_reply(listed.roles, listed.total, [&](const auto& role) {
      return to_listed_json(dependencies_.tenant, role);
    });
  }

  Answer create(Call call) {
    const auto type = parse_role_type(string_of(call.body, "type").value_or("User"));
    const OrganizationRole role{
        .id = make_id<OrganizationRoleId>(dependencies_.random),
        .name = *string_of(call.body, "name"),
        .description = string_of(call.body, "description"),
        .type = *type,
    };
    const auto scopes = find_strings(call.body, "organizationScopeIds");
    const auto resource_scopes = find_strings(call.body, "resourceScopeIds");
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
    const auto body = to_json(dependencies_.tenant, role);
    const auto committed = co_await commit_settings(dependencies_, call, std::move(plan), body);
    if (committed) co_return Reply{.body = body};
    if (is_foreign_key(committed.error()))
      co_return unprocessable("entity.relation_foreign_key_not_found");
    co_return unprocessable("entity.unique_integrity_violation");
  }

  Answer show(Call call) {
    const OrganizationRoleId id(call.path_parameter("id"));
    const auto role = co_await template_.find_role(id);
    if (!role) co_return no_such("organization_roles", id.value());
    co_return Reply{.body = to_json(dependencies_.tenant, *role)};
  }

  Answer update(Call call) {
    const OrganizationRoleId id(call.path_parameter("id"));
    auto role = co_await template_.find_role(id);
    if (!role) co_return no_such("organization_roles", id.value());
    const auto type = string_of(call.body, "type");
    const storage::OrganizationRoleChanges changes{
        .name = string_of(call.body, "name"),
        .sets_description = call.body.contains("description"),
        .description = string_of(call.body, "description"),
        .type = type ? parse_role_type(*type) : std::nullopt,
    };
    const bool changes_type = changes.type && *changes.type != role->type;
    role->name = changes.name.value_or(role->name);
    if (changes.sets_description) role->description = changes.description;
    role->type = changes.type.value_or(role->type);
    const auto body = to_json(dependencies_.tenant, *role);
    storage::Plan plan;
    plan.add(template_.update_role(id, changes));
    const auto committed = co_await commit_settings(dependencies_, call, std::move(plan), body);
    if (committed) co_return Reply{.body = body};
    if (is_unique(committed.error())) co_return unprocessable("entity.unique_integrity_violation");
    // Those who hold the role, or what it permits, need its type.
    if (changes_type) co_return unprocessable("entity.db_constraint_violated");
    co_return no_such("organization_roles", id.value());
  }

  Answer remove(Call call) {
    const OrganizationRoleId id(call.path_parameter("id"));
    storage::Plan plan;
    plan.add(template_.remove_role(id));
    const auto committed = co_await commit_settings(dependencies_, call, std::move(plan));
    if (!committed) co_return not_found();
    co_return Reply{};
  }

 private:
  const Dependencies& dependencies_;
  storage::OrganizationTemplateStore template_;
};

}  // namespace

Operations nouns::organization_roles(const Dependencies& dependencies) {
  const auto noun = std::make_shared<OrganizationRoles>(dependencies);
  using http::Method;
  return {
      {.method = Method::get,
       .path = "/organization-roles",
       .summary = "List the roles of the organization template with their permissions",
       .paging = Paging::always,
       .query = {"q"},
       .reply = parse_shape(listed_role_shape + "[]"),
       .handler = handled_by(noun, &OrganizationRoles::list)},
      {.method = Method::post,
       .path = "/organization-roles",
       .summary = "Create a role of the organization template",
       .status = 201,
       .body = parse_shape(
           "{name: string<1..128>, description?: string<0..256>|null, type?: "
           "\"User\"|\"MachineToMachine\", organizationScopeIds?: string[], resourceScopeIds?: "
           "string[]}"
       ),
       .reply = parse_shape(organization_role_shape),
       .refusals = {422},
       .event = "OrganizationRole.Created",
       .handler = handled_by(noun, &OrganizationRoles::create)},
      {.method = Method::get,
       .path = "/organization-roles/{id}",
       .summary = "Show a role of the organization template",
       .reply = parse_shape(organization_role_shape),
       .refusals = {404},
       .handler = handled_by(noun, &OrganizationRoles::show)},
      {.method = Method::patch,
       .path = "/organization-roles/{id}",
       .summary = "Change a role of the organization template",
       .body = parse_shape("{name?: string<1..128>, description?: string<0..256>|null, type?: "
                           "\"User\"|\"MachineToMachine\"}"),
       .reply = parse_shape(organization_role_shape),
       .refusals = {404, 422},
       .event = "OrganizationRole.Data.Updated",
       .handler = handled_by(noun, &OrganizationRoles::update)},
      {.method = Method::delete_,
       .path = "/organization-roles/{id}",
       .summary = "Delete a role of the organization template",
       .status = 204,
       .refusals = {404},
       .event = "OrganizationRole.Deleted",
       .handler = handled_by(noun, &OrganizationRoles::remove)},
  };
}

}  // namespace daemun::management
