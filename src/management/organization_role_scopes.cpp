// The permissions of the roles of the organization template: /organization-roles/{id}/scopes and
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

struct OrganizationScopes {
  Ids organization_scope_ids{};
};
BOOST_DESCRIBE_STRUCT(OrganizationScopes, (), (organization_scope_ids))

struct ResourceScopes {
  Ids scope_ids{};
};
BOOST_DESCRIBE_STRUCT(ResourceScopes, (), (scope_ids))

const std::string event = "OrganizationRole.Scopes.Updated";

OrganizationRoleId role_of(const Call& call) {
  return OrganizationRoleId(call.path_parameter("id"));
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
      return to_view(dependencies_.tenant, scope);
    });
  }

  Answer add_scopes(Call call, OrganizationScopes body) {
    const auto id = role_of(call);
    if (body.organization_scope_ids.empty()) co_return nothing_listed("organizationScopeIds");
    auto plan = co_await lock_role(id);
    if (!plan) co_return plan.error();
    for (const auto& scope : body.organization_scope_ids)
      plan->add(template_.assign_scope(id, OrganizationScopeId(scope)));
    json::value shown = api::to_json(body);
    co_return co_await commit_scopes(std::move(call), *std::move(plan), std::move(shown));
  }

  Answer replace_scopes(Call call, OrganizationScopes body) {
    const auto id = role_of(call);
    auto plan = co_await lock_role(id);
    if (!plan) co_return plan.error();
    plan->add(template_.withdraw_scopes(id));
    for (const auto& scope : body.organization_scope_ids)
      plan->add(template_.assign_scope(id, OrganizationScopeId(scope)));
    co_return co_await commit_scopes(std::move(call), *std::move(plan), nullptr);
  }

  Answer remove_scope(Call call) {
    const OrganizationScopeId scope(call.path_parameter("organizationScopeId"));
    auto withdrawal = template_.withdraw_scope(role_of(call), scope);
    return commit_removal(dependencies_, std::move(call), std::move(withdrawal), not_found());
  }

  Answer list_resource_scopes(Call call) {
    const auto id = role_of(call);
    const auto role = co_await template_.find_role(id);
    if (!role) co_return no_such("organization_roles", id.value());
    const auto listed = co_await template_.list_resource_scopes(id, call.window());
    co_return list_reply(listed.scopes, listed.total, [&](const ResourceScope& one) {
      return to_view(dependencies_.tenant, one.resource.id, one.scope);
    });
  }

  Answer add_resource_scopes(Call call, ResourceScopes body) {
    const auto id = role_of(call);
    if (body.scope_ids.empty()) co_return nothing_listed("scopeIds");
    auto plan = co_await lock_role_for(id, to_ids<std::string>(body.scope_ids));
    if (!plan) co_return plan.error();
    for (const auto& scope : body.scope_ids)
      plan->add(template_.assign_resource_scope(id, ScopeId(scope)));
    json::value shown = api::to_json(body);
    co_return co_await commit_scopes(std::move(call), *std::move(plan), std::move(shown));
  }

  Answer replace_resource_scopes(Call call, ResourceScopes body) {
    const auto id = role_of(call);
    auto plan = co_await lock_role_for(id, to_ids<std::string>(body.scope_ids));
    if (!plan) co_return plan.error();
    plan->add(template_.withdraw_resource_scopes(id));
    for (const auto& scope : body.scope_ids)
      plan->add(template_.assign_resource_scope(id, ScopeId(scope)));
    co_return co_await commit_scopes(std::move(call), *std::move(plan), nullptr);
  }

  Answer remove_resource_scope(Call call) {
    const ScopeId scope(call.path_parameter("scopeId"));
    auto withdrawal = template_.withdraw_resource_scope(role_of(call), scope);
    return commit_removal(dependencies_, std::move(call), std::move(withdrawal), not_found());
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
  Answer commit_scopes(Call call, storage::Plan plan, json::value body) {
    const auto committed = co_await commit(dependencies_, call, std::move(plan), body);
    if (committed) co_return Reply{.body = std::move(body)};
    if (is_foreign_key(committed.error()))
      co_return unprocessable("entity.relation_foreign_key_not_found");
    // The role was deleted or its type changed in the meantime.
    co_return api::conflict();
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
       .reply = shape_of<std::vector<OrganizationScopeView>>(),
       .refusals = {404},
       .handler = handled_by(noun, &OrganizationRoleScopes::list_scopes)},
      {.method = Method::post,
       .path = "/organization-roles/{id}/scopes",
       .summary = "Add permissions to an organization role",
       .status = 201,
       .reply = shape_of<OrganizationScopes>(),
       .refusals = {422},
       .event = event,
       .handler = handled_by(noun, &OrganizationRoleScopes::add_scopes)},
      {.method = Method::put,
       .path = "/organization-roles/{id}/scopes",
       .summary = "Replace the permissions of an organization role",
       .status = 204,
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
       .reply = shape_of<std::vector<ScopeView>>(),
       .refusals = {404},
       .handler = handled_by(noun, &OrganizationRoleScopes::list_resource_scopes)},
      {.method = Method::post,
       .path = "/organization-roles/{id}/resource-scopes",
       .summary = "Add API scopes to an organization role",
       .status = 201,
       .reply = shape_of<ResourceScopes>(),
       .refusals = {422},
       .event = event,
       .handler = handled_by(noun, &OrganizationRoleScopes::add_resource_scopes)},
      {.method = Method::put,
       .path = "/organization-roles/{id}/resource-scopes",
       .summary = "Replace the API scopes of an organization role",
       .status = 204,
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
