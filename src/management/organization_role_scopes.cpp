// What the roles of the organization template permit: /organization-roles/{id}/scopes and
// /organization-roles/{id}/resource-scopes.
#include "management/answers.h"
#include "management/change.h"
#include "management/dependencies.h"
#include "management/nouns.h"
#include "management/organization_template_json.h"
#include "management/resource_json.h"
#include "management/role_json.h"
#include "storage/organization_template_store.h"

#include <memory>
#include <string>
#include <utility>
#include <vector>

namespace daemun::management {
namespace {

constexpr const char* scope_ids = "organizationScopeIds";
constexpr const char* resource_scope_ids = "scopeIds";
const std::string scope_ids_shape = "{organizationScopeIds: string<1..>[]}";
const std::string resource_scope_ids_shape = "{scopeIds: string<1..>[]}";
const std::string event = "OrganizationRole.Scopes.Updated";

OrganizationRoleId role_of(const Call& call) {
  return OrganizationRoleId(call.path_parameter("id"));
}

// The ids of the body's member, of which there must be one at least.
api::Outcome<std::vector<std::string>> parse_ids(const Call& call, const char* name) {
  auto ids = find_strings(call.body, name);
  if (ids.empty()) return api::invalid_input(std::string("body.") + name + " must not be empty");
  return ids;
}

class OrganizationRoleScopes {
 public:
  explicit OrganizationRoleScopes(const Dependencies& dependencies)
      : dependencies_(dependencies), template_(dependencies.database, dependencies.tenant) {}

  Answer list_scopes(Call call) {
    const auto id = role_of(call);
    const auto role = co_await template_.find_role(id);
    if (!role) co_return no_such("organization_roles", id.value());
    const auto listed = co_await template_.list_scopes(id, call.window());
    co_return list_reply(listed.scopes, listed.total, [&](const OrganizationScope& scope) {
      return to_json(dependencies_.tenant, scope);
    });
  }

  Answer add_scopes(Call call) {
    const auto id = role_of(call);
    const auto ids = parse_ids(call, scope_ids);
    if (!ids) co_return ids.error();
    auto plan = co_await lock_role(id);
    if (!plan) co_return plan.error();
    for (const auto& scope : *ids)
      plan->add(template_.assign_scope(id, OrganizationScopeId(scope)));
    json::value body = json::object{{scope_ids, to_json_array(*ids)}};
    co_return co_await commit(std::move(call), *std::move(plan), std::move(body));
  }

  Answer replace_scopes(Call call) {
    const auto id = role_of(call);
    auto plan = co_await lock_role(id);
    if (!plan) co_return plan.error();
    plan->add(template_.withdraw_scopes(id));
    for (const auto& scope : find_strings(call.body, scope_ids))
      plan->add(template_.assign_scope(id, OrganizationScopeId(scope)));
    co_return co_await commit(std::move(call), *std::move(plan), nullptr);
  }

  Answer remove_scope(Call call) {
    const OrganizationScopeId scope(call.path_parameter("organizationScopeId"));
    storage::Plan plan;
    plan.add(template_.withdraw_scope(role_of(call), scope));
    co_return co_await commit_removal(std::move(call), std::move(plan));
  }

  Answer list_resource_scopes(Call call) {
    const auto id = role_of(call);
    const auto role = co_await template_.find_role(id);
    if (!role) co_return no_such("organization_roles", id.value());
    const auto listed = co_await template_.list_resource_scopes(id, call.window());
    co_return list_reply(listed.scopes, listed.total, [&](const ResourceScope& one) {
      return to_json(dependencies_.tenant, one.resource.id, one.scope);
    });
  }

  Answer add_resource_scopes(Call call) {
    const auto id = role_of(call);
    const auto ids = parse_ids(call, resource_scope_ids);
    if (!ids) co_return ids.error();
    auto plan = co_await lock_role_for(id, *ids);
    if (!plan) co_return plan.error();
    for (const auto& scope : *ids)
      plan->add(template_.assign_resource_scope(id, ScopeId(scope)));
    json::value body = json::object{{resource_scope_ids, to_json_array(*ids)}};
    co_return co_await commit(std::move(call), *std::move(plan), std::move(body));
  }

  Answer replace_resource_scopes(Call call) {
    const auto id = role_of(call);
    const auto ids = find_strings(call.body, resource_scope_ids);
    auto plan = co_await lock_role_for(id, ids);
    if (!plan) co_return plan.error();
    plan->add(template_.withdraw_resource_scopes(id));
    for (const auto& scope : ids)
      plan->add(template_.assign_resource_scope(id, ScopeId(scope)));
    co_return co_await commit(std::move(call), *std::move(plan), nullptr);
  }

  Answer remove_resource_scope(Call call) {
    const ScopeId scope(call.path_parameter("scopeId"));
    storage::Plan plan;
    plan.add(template_.withdraw_resource_scope(role_of(call), scope));
    co_return co_await commit_removal(std::move(call), std::move(plan));
  }

 private:
  // The beginning of a plan that changes what the path's role permits: from here on nobody else
  // does. Errors: 422 entity.relation_foreign_key_not_found, for the role as Logto has it.
  Task<api::Outcome<storage::Plan>> lock_role(OrganizationRoleId id) const {
    return lock_role_for(std::move(id), {});
  }

  // For scopes of APIs, which are checked. Errors: also 400
  // role.management_api_scopes_not_assignable_to_user_role.
  Task<api::Outcome<storage::Plan>> lock_role_for(
      OrganizationRoleId id, std::vector<std::string> scopes
  ) const {
    const auto role = co_await template_.find_role(id);
    if (!role) co_return unprocessable("entity.relation_foreign_key_not_found");
    if (role->type == RoleType::user && !scopes.empty()) {
      const bool opens_api = co_await template_.has_management_scope(std::move(scopes));
      if (opens_api) co_return management_scope_refused();
    }
    storage::Plan plan;
    plan.add(template_.lock_role(id, role->type));
    co_return std::move(plan);
  }

  // Errors: 422 entity.relation_foreign_key_not_found.
  Answer commit(Call call, storage::Plan plan, json::value body) {
    const auto committed = co_await commit_settings(dependencies_, call, std::move(plan), body);
    if (committed) co_return Reply{.body = std::move(body)};
    if (is_foreign_key(committed.error()))
      co_return unprocessable("entity.relation_foreign_key_not_found");
    // Somebody has deleted the role or changed its type in between.
    co_return api::conflict();
  }

  // Errors: 404 entity.not_found.
  Answer commit_removal(Call call, storage::Plan plan) {
    const auto committed = co_await commit_settings(dependencies_, call, std::move(plan));
    if (!committed) co_return not_found();
    co_return Reply{};
  }

  const Dependencies& dependencies_;
  storage::OrganizationTemplateStore template_;
};

}  // namespace

Operations nouns::organization_role_scopes(const Dependencies& dependencies) {
  const auto noun = std::make_shared<OrganizationRoleScopes>(dependencies);
  using http::Method;
  return {
      {.method = Method::get,
       .path = "/organization-roles/{id}/scopes",
       .summary = "List the permissions of an organization role",
       .paging = Paging::optional,
       .reply = parse_shape(organization_scope_shape + "[]"),
       .refusals = {404},
       .handler = handled_by(noun, &OrganizationRoleScopes::list_scopes)},
      {.method = Method::post,
       .path = "/organization-roles/{id}/scopes",
       .summary = "Add permissions to an organization role",
       .status = 201,
       .body = parse_shape(scope_ids_shape),
       .reply = parse_shape(scope_ids_shape),
       .refusals = {422},
       .event = event,
       .handler = handled_by(noun, &OrganizationRoleScopes::add_scopes)},
      {.method = Method::put,
       .path = "/organization-roles/{id}/scopes",
       .summary = "Replace the permissions of an organization role",
       .status = 204,
       .body = parse_shape(scope_ids_shape),
       .refusals = {422},
       .event = event,
       .handler = handled_by(noun, &OrganizationRoleScopes::replace_scopes)},
      {.method = Method::delete_,
       .path = "/organization-roles/{id}/scopes/{organizationScopeId}",
       .summary = "Remove a permission from an organization role",
       .status = 204,
       .refusals = {404, 422},
       .event = event,
       .handler = handled_by(noun, &OrganizationRoleScopes::remove_scope)},
      {.method = Method::get,
       .path = "/organization-roles/{id}/resource-scopes",
       .summary = "List the API scopes of an organization role",
       .paging = Paging::optional,
       .reply = parse_shape(scope_shape + "[]"),
       .refusals = {404},
       .handler = handled_by(noun, &OrganizationRoleScopes::list_resource_scopes)},
      {.method = Method::post,
       .path = "/organization-roles/{id}/resource-scopes",
       .summary = "Add API scopes to an organization role",
       .status = 201,
       .body = parse_shape(resource_scope_ids_shape),
       .reply = parse_shape(resource_scope_ids_shape),
       .refusals = {422},
       .event = event,
       .handler = handled_by(noun, &OrganizationRoleScopes::add_resource_scopes)},
      {.method = Method::put,
       .path = "/organization-roles/{id}/resource-scopes",
       .summary = "Replace the API scopes of an organization role",
       .status = 204,
       .body = parse_shape(resource_scope_ids_shape),
       .refusals = {422},
       .event = event,
       .handler = handled_by(noun, &OrganizationRoleScopes::replace_resource_scopes)},
      {.method = Method::delete_,
       .path = "/organization-roles/{id}/resource-scopes/{scopeId}",
       .summary = "Remove an API scope from an organization role",
       .status = 204,
       .refusals = {404, 422},
       .event = event,
       .handler = handled_by(noun, &OrganizationRoleScopes::remove_resource_scope)},
  };
}

}  // namespace daemun::management
