// API resources and their scopes (permissions): /resources.
#include "management/answers.h"
#include "management/change.h"
#include "management/dependencies.h"
#include "management/nouns.h"
#include "management/resource_json.h"
#include "storage/resource_store.h"

#include <memory>
#include <utility>
#include <vector>

namespace daemun::management {
namespace {

using api::RequestError;

const std::string ttl = "integer<1..3153600000>";  // seconds, a hundred years
const std::string resource_with_scopes_shape =
    "{" + resource_fields + ", scopes?: " + scope_shape + "[]}";

json::object to_json_with_scopes(const TenantId& tenant, const Resource& resource) {
  auto object = to_json(tenant, resource);
  json::array scopes;
  for (const auto& scope : resource.scopes)
    scopes.push_back(to_json(tenant, resource.id, scope));
  object["scopes"] = std::move(scopes);
  return object;
}

bool has_space(std::string_view name) {
  return name.find_first_of(" \t\r\n\f\v") != std::string_view::npos;
}

class Resources {
 public:
  explicit Resources(const Dependencies& dependencies)
      : dependencies_(dependencies), resources_(dependencies.database, dependencies.tenant) {}

  Answer list(Call call) {
    const auto listed = co_await resources_.list_page(call.window());
    const bool with_scopes = is_yes(call.query.find("includeScopes"));
    co_return list_reply(listed.resources, listed.total, [&](const Resource& resource) {
      return with_scopes ? to_json_with_scopes(dependencies_.tenant, resource)
                         : to_json(dependencies_.tenant, resource);
    });
  }

  Answer create(Call call) {
    const Resource resource{
        .id = make_id<ResourceId>(dependencies_.random),
        .name = *string_of(call.body, "name"),
        .indicator = *string_of(call.body, "indicator"),
        .access_token_ttl = Seconds(find_integer(call.body, "accessTokenTtl").value_or(3600)),
    };
    storage::Plan plan;
    plan.add(resources_.insert(resource));
    const auto committed = co_await commit_settings(dependencies_, call, std::move(plan));
    if (!committed) co_return unprocessable("resource.resource_identifier_in_use");
    co_return Reply{.body = to_json_with_scopes(dependencies_.tenant, resource)};
  }

  Answer show(Call call) {
    const ResourceId id(call.path_parameter("id"));
    const auto resource = co_await resources_.find(id);
    if (!resource) co_return no_such("resources", id.value());
    co_return Reply{.body = to_json(dependencies_.tenant, *resource)};
  }

  Answer update(Call call) {
    const ResourceId id(call.path_parameter("id"));
    const storage::ResourceChanges changes{
        .name = string_of(call.body, "name"),
        .access_token_ttl = find_integer(call.body, "accessTokenTtl"),
    };
    storage::Plan plan;
    plan.add(resources_.update(id, changes));
    co_return co_await change(std::move(call), std::move(plan));
  }

  Answer set_default(Call call) {
    const ResourceId id(call.path_parameter("id"));
    auto plan = resources_.set_default(id, call.body.at("isDefault").as_bool());
    co_return co_await change(std::move(call), std::move(plan));
  }

  Answer remove(Call call) {
    const ResourceId id(call.path_parameter("id"));
    const auto found = co_await find_changeable(id);
    if (!found) {
      auto error = found.error();
      if (error.status == 400) error.code = "resource.cannot_delete_management_api";
      co_return error;
    }
    storage::Plan plan;
    plan.add(resources_.remove(id));
    const auto committed = co_await commit_settings(dependencies_, call, std::move(plan));
    if (!committed) co_return no_such("resources", id.value());
    co_return Reply{};
  }

  Answer list_scopes(Call call) {
    const ResourceId id(call.path_parameter("resourceId"));
    const auto resource = co_await resources_.find(id);
    if (!resource) co_return no_such("resources", id.value());
    const auto listed = co_await resources_.list_scopes(id, call.search, call.window());
    co_return list_reply(listed.scopes, listed.total, [&](const Scope& scope) {
      return to_json(dependencies_.tenant, id, scope);
    });
  }

  Answer create_scope(Call call) {
    const ResourceId id(call.path_parameter("resourceId"));
    const auto found = co_await find_changeable(id);
    if (!found) co_return found.error();
    const Scope scope{
        .id = make_id<ScopeId>(dependencies_.random),
        .name = *string_of(call.body, "name"),
        .description = string_of(call.body, "description"),
        .created_at = dependencies_.clock.now(),
    };
    if (has_space(scope.name)) co_return RequestError{.code = "scope.name_with_space"};
    const auto body = to_json(dependencies_.tenant, id, scope);
    storage::Plan plan;
    plan.add(resources_.insert_scope(id, scope, scope.created_at));
    const auto committed = co_await commit_settings(dependencies_, call, std::move(plan), body);
    if (committed) co_return Reply{.body = body};
    if (is_foreign_key(committed.error())) co_return no_such("resources", id.value());
    co_return unprocessable("scope.name_exists");
  }

  Answer update_scope(Call call) {
    const ResourceId id(call.path_parameter("resourceId"));
    const ScopeId scope_id(call.path_parameter("scopeId"));
    const auto resource = co_await find_changeable(id);
    if (!resource) co_return resource.error();
    auto scope = co_await resources_.find_scope(id, scope_id);
    if (!scope) co_return no_such("scopes", scope_id.value());
    const storage::ScopeChanges changes{
        .name = string_of(call.body, "name"),
        .sets_description = call.body.contains("description"),
        .description = string_of(call.body, "description"),
    };
    if (has_space(changes.name.value_or("")))
      co_return RequestError{.code = "scope.name_with_space"};
    if (changes.name) scope->name = *changes.name;
    if (changes.sets_description) scope->description = changes.description;
    const auto body = to_json(dependencies_.tenant, id, *scope);
    storage::Plan plan;
    plan.add(resources_.update_scope(id, scope_id, changes));
    const auto committed = co_await commit_settings(dependencies_, call, std::move(plan), body);
    if (committed) co_return Reply{.body = body};
    if (is_unique(committed.error())) co_return unprocessable("scope.name_exists");
    co_return no_such("scopes", scope_id.value());
  }

  Answer remove_scope(Call call) {
    const ResourceId id(call.path_parameter("resourceId"));
    const ScopeId scope(call.path_parameter("scopeId"));
    const auto found = co_await find_changeable(id);
    if (!found) co_return found.error();
    storage::Plan plan;
    plan.add(resources_.remove_scope(id, scope));
    const auto committed = co_await commit_settings(dependencies_, call, std::move(plan));
    if (!committed) co_return no_such("scopes", scope.value());
    co_return Reply{};
  }

 private:
  // Commits the plan for the resource that the path names, and shows it.
  Answer change(Call call, storage::Plan plan) {
    const ResourceId id(call.path_parameter("id"));
    const auto found = co_await find_changeable(id);
    if (!found) co_return found.error();
    const auto committed = co_await commit_settings(dependencies_, call, std::move(plan));
    if (!committed) co_return no_such("resources", id.value());
    co_return co_await show(std::move(call));
  }

  // The resource of that id, which is not the Management API itself.
  // Errors: 404, 400 resource.cannot_modify_management_api.
  Task<api::Outcome<Resource>> find_changeable(ResourceId id) {
    auto resource = co_await resources_.find(id);
    if (!resource) co_return no_such("resources", id.value());
    // Whoever changed it could lock every administrator out. The admin tenant has the row of each
    // tenant's API.
    if (is_management_api(resource->indicator)) {
      co_return RequestError{.code = "resource.cannot_modify_management_api"};
    }
    co_return std::move(*resource);
  }

  const Dependencies& dependencies_;
  storage::ResourceStore resources_;
};

}  // namespace

Operations nouns::resources(const Dependencies& dependencies) {
  const auto noun = std::make_shared<Resources>(dependencies);
  using http::Method;
  return {
      {.method = Method::get,
       .path = "/resources",
       .summary = "List API resources",
       .paging = Paging::optional,
       .query = {"includeScopes"},
       .reply = parse_shape(resource_with_scopes_shape + "[]"),
       .handler = handled_by(noun, &Resources::list)},
      {.method = Method::post,
       .path = "/resources",
       .summary = "Create an API resource",
       .status = 201,
       .body =
           parse_shape("{name: string<1..>, indicator: string<uri>, accessTokenTtl?: " + ttl + "}"),
       .reply = parse_shape(resource_with_scopes_shape),
       .refusals = {422},
       .handler = handled_by(noun, &Resources::create)},
      {.method = Method::get,
       .path = "/resources/{id}",
       .summary = "Show an API resource",
       .reply = parse_shape(resource_shape),
       .refusals = {404},
       .handler = handled_by(noun, &Resources::show)},
      {.method = Method::patch,
       .path = "/resources/{id}",
       .summary = "Change an API resource",
       .body = parse_shape("{name?: string<1..>, accessTokenTtl?: " + ttl + "}"),
       .reply = parse_shape(resource_shape),
       .refusals = {404},
       .handler = handled_by(noun, &Resources::update)},
      {.method = Method::delete_,
       .path = "/resources/{id}",
       .summary = "Delete an API resource and its scopes",
       .status = 204,
       .refusals = {404},
       .handler = handled_by(noun, &Resources::remove)},
      {.method = Method::patch,
       .path = "/resources/{id}/is-default",
       .summary = "Set or unset an API resource as the default",
       .body = parse_shape("{isDefault: boolean}"),
       .reply = parse_shape(resource_shape),
       .refusals = {404},
       .handler = handled_by(noun, &Resources::set_default)},
      {.method = Method::get,
       .path = "/resources/{resourceId}/scopes",
       .summary = "List the scopes of an API resource",
       .paging = Paging::always,
       .search = {"id", "name", "description"},
       .reply = parse_shape(scope_shape + "[]"),
       .refusals = {404},
       .handler = handled_by(noun, &Resources::list_scopes)},
      {.method = Method::post,
       .path = "/resources/{resourceId}/scopes",
       .summary = "Create a scope of an API resource",
       .status = 201,
       .body = parse_shape("{name: string<1..256>, description?: string|null}"),
       .reply = parse_shape(scope_shape),
       .refusals = {404, 422},
       .event = "Scope.Created",
       .handler = handled_by(noun, &Resources::create_scope)},
      {.method = Method::patch,
       .path = "/resources/{resourceId}/scopes/{scopeId}",
       .summary = "Change a scope of an API resource",
       .body = parse_shape("{name?: string<1..256>, description?: string|null}"),
       .reply = parse_shape(scope_shape),
       .refusals = {404, 422},
       .event = "Scope.Data.Updated",
       .handler = handled_by(noun, &Resources::update_scope)},
      {.method = Method::delete_,
       .path = "/resources/{resourceId}/scopes/{scopeId}",
       .summary = "Delete a scope of an API resource",
       .status = 204,
       .refusals = {404},
       .event = "Scope.Deleted",
       .handler = handled_by(noun, &Resources::remove_scope)},
  };
}

}  // namespace daemun::management
