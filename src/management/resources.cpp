// API resources and their scopes (permissions): /resources.
#include "management/answers.h"
#include "management/change.h"
#include "management/crud.h"
#include "management/dependencies.h"
#include "management/nouns.h"
#include "management/resource_json.h"
#include "storage/resource_store.h"
#include "storage/seed.h"

#include <memory>
#include <utility>
#include <vector>

namespace daemun::management {
namespace {

using api::RequestError;

using Ttl = Integer<1, 3153600000>;  // seconds, a hundred years

struct CreateResource {
  Text<1> name{};
  Formatted<TextFormat::uri> indicator{};
  std::optional<Ttl> access_token_ttl{};
};
BOOST_DESCRIBE_STRUCT(CreateResource, (), (name, indicator, access_token_ttl))

struct UpdateResource {
  std::optional<Text<1>> name{};
  std::optional<Ttl> access_token_ttl{};
};
BOOST_DESCRIBE_STRUCT(UpdateResource, (), (name, access_token_ttl))

struct SetDefault {
  bool is_default = false;
};
BOOST_DESCRIBE_STRUCT(SetDefault, (), (is_default))

struct CreateScope {
  Text<1, 256> name{};
  Patch<std::string> description{};
};
BOOST_DESCRIBE_STRUCT(CreateScope, (), (name, description))

struct UpdateScope {
  std::optional<Text<1, 256>> name{};
  Patch<std::string> description{};
};
BOOST_DESCRIBE_STRUCT(UpdateScope, (), (name, description))

struct ResourceWithScopes : ResourceView {
  std::optional<std::vector<ScopeView>> scopes{};
};
BOOST_DESCRIBE_STRUCT(ResourceWithScopes, (ResourceView), (scopes))

enum class Scopes { included, left_out };

ResourceWithScopes to_view(const TenantId& tenant, const Resource& resource, Scopes scopes) {
  ResourceWithScopes view{management::to_view(tenant, resource)};
  if (scopes == Scopes::left_out) return view;
  view.scopes.emplace();
  for (const auto& scope : resource.scopes)
    view.scopes->push_back(management::to_view(tenant, resource.id, scope));
  return view;
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
    const auto scopes =
        is_yes(call.query.find("includeScopes")) ? Scopes::included : Scopes::left_out;
    co_return list_reply(listed.resources, listed.total, [&](const Resource& resource) {
      return to_view(dependencies_.tenant, resource, scopes);
    });
  }

  Answer create(Call call, CreateResource body) {
    const Resource resource{
        .id = make_id<ResourceId>(dependencies_.random),
        .name = body.name,
        .indicator = body.indicator,
        .access_token_ttl = Seconds(body.access_token_ttl.value_or(Ttl{3600})),
    };
    storage::Plan plan;
    plan.add(resources_.insert(resource));
    const auto committed = co_await commit(dependencies_, call, std::move(plan));
    if (!committed) co_return unprocessable("resource.resource_identifier_in_use");
    co_return reply_of(to_view(dependencies_.tenant, resource, Scopes::included));
  }

  Answer show(Call call) {
    const ResourceId id(call.path_parameter("id"));
    const auto resource = co_await resources_.find(id);
    if (!resource) co_return no_such("resources", id.value());
    co_return reply_of(management::to_view(dependencies_.tenant, *resource));
  }

  Answer update(Call call, UpdateResource body) {
    const ResourceId id(call.path_parameter("id"));
    const storage::ResourceChanges changes{
        .name = body.name,
        .access_token_ttl = body.access_token_ttl,
    };
    storage::Plan plan;
    plan.add(resources_.update(id, changes));
    co_return co_await change(std::move(call), std::move(plan));
  }

  Answer set_default(Call call, SetDefault body) {
    const ResourceId id(call.path_parameter("id"));
    auto plan = resources_.set_default(id, body.is_default);
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
    auto removal = resources_.remove(id);
    auto missing = no_such("resources", id.value());
    co_return co_await commit_removal(
        dependencies_, std::move(call), std::move(removal), std::move(missing)
    );
  }

  Answer list_scopes(Call call) {
    const ResourceId id(call.path_parameter("resourceId"));
    const auto resource = co_await resources_.find(id);
    if (!resource) co_return no_such("resources", id.value());
    const auto listed = co_await resources_.list_scopes(id, call.search, call.window());
    co_return list_reply(listed.scopes, listed.total, [&](const Scope& scope) {
      return management::to_view(dependencies_.tenant, id, scope);
    });
  }

  Answer create_scope(Call call, CreateScope body) {
    const ResourceId id(call.path_parameter("resourceId"));
    const auto found = co_await find_changeable(id);
    if (!found) co_return found.error();
    const Scope scope{
        .id = make_id<ScopeId>(dependencies_.random),
        .name = body.name,
        .description = body.description,
        .created_at = dependencies_.clock.now(),
    };
    if (has_space(scope.name)) co_return RequestError{.code = "scope.name_with_space"};
    const auto shown = api::to_json(management::to_view(dependencies_.tenant, id, scope));
    storage::Plan plan;
    plan.add(resources_.insert_scope(id, scope, scope.created_at));
    const auto committed = co_await commit(dependencies_, call, std::move(plan), shown);
    if (committed) co_return Reply{.body = shown};
    if (is_foreign_key(committed.error())) co_return no_such("resources", id.value());
    co_return unprocessable("scope.name_exists");
  }

  Answer update_scope(Call call, UpdateScope body) {
    const ResourceId id(call.path_parameter("resourceId"));
    const ScopeId scope_id(call.path_parameter("scopeId"));
    const auto resource = co_await find_changeable(id);
    if (!resource) co_return resource.error();
    auto scope = co_await resources_.find_scope(id, scope_id);
    if (!scope) co_return no_such("scopes", scope_id.value());
    const storage::ScopeChanges changes{
        .name = body.name,
        .sets_description = body.description.is_given,
        .description = body.description,
    };
    if (has_space(changes.name.value_or("")))
      co_return RequestError{.code = "scope.name_with_space"};
    if (changes.name) scope->name = *changes.name;
    if (changes.sets_description) scope->description = changes.description;
    const auto shown = api::to_json(management::to_view(dependencies_.tenant, id, *scope));
    storage::Plan plan;
    plan.add(resources_.update_scope(id, scope_id, changes));
    const auto committed = co_await commit(dependencies_, call, std::move(plan), shown);
    if (committed) co_return Reply{.body = shown};
    if (is_unique(committed.error())) co_return unprocessable("scope.name_exists");
    co_return no_such("scopes", scope_id.value());
  }

  Answer remove_scope(Call call) {
    const ResourceId id(call.path_parameter("resourceId"));
    const ScopeId scope(call.path_parameter("scopeId"));
    const auto found = co_await find_changeable(id);
    if (!found) co_return found.error();
    auto removal = resources_.remove_scope(id, scope);
    auto missing = no_such("scopes", scope.value());
    co_return co_await commit_removal(
        dependencies_, std::move(call), std::move(removal), std::move(missing)
    );
  }

 private:
  // Commits the plan for the resource that the path names, and shows it.
  Answer change(Call call, storage::Plan plan) {
    const ResourceId id(call.path_parameter("id"));
    const auto found = co_await find_changeable(id);
    if (!found) co_return found.error();
    const auto committed = co_await commit(dependencies_, call, std::move(plan));
    if (!committed) co_return no_such("resources", id.value());
    co_return co_await show(std::move(call));
  }

  // The resource of that id, which is not built in.
  // Errors: 404, 400 resource.cannot_modify_management_api.
  Task<api::Outcome<Resource>> find_changeable(ResourceId id) {
    auto resource = co_await resources_.find(id);
    if (!resource) co_return no_such("resources", id.value());
    // Changing this resource could lock out every administrator. The admin tenant has a row for
    // each tenant's API, and for /me.
    if (is_management_api(resource->indicator) || resource->indicator == storage::me_indicator) {
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
  auto rows = crud_rows<ResourceView>(
      noun,
      {.path = "/resources",
       .list =
           {.summary = "List API resources",
            .paging = Paging::optional,
            .query = {"includeScopes"},
            .reply = shape_of<std::vector<ResourceWithScopes>>()},
       .create =
           {.summary = "Create an API resource",
            .status = 201,
            .reply = shape_of<ResourceWithScopes>(),
            .refusals = {422}},
       .show = {.summary = "Show an API resource"},
       .update = {.summary = "Change an API resource"},
       .remove = {.summary = "Delete an API resource and its scopes"}}
  );
  rows.insert(
      rows.end(),
      {
          {.method = Method::patch,
           .path = "/resources/{id}/is-default",
           .summary = "Set or unset an API resource as the default",
           .reply = shape_of<ResourceView>(),
           .refusals = {404},
           .handler = handled_by(noun, &Resources::set_default)},
          {.method = Method::get,
           .path = "/resources/{resourceId}/scopes",
           .summary = "List the scopes of an API resource",
           .paging = Paging::always,
           .search = {"id", "name", "description"},
           .reply = shape_of<std::vector<ScopeView>>(),
           .refusals = {404},
           .handler = handled_by(noun, &Resources::list_scopes)},
          {.method = Method::post,
           .path = "/resources/{resourceId}/scopes",
           .summary = "Create a scope of an API resource",
           .status = 201,
           .reply = shape_of<ScopeView>(),
           .refusals = {404, 422},
           .event = "Scope.Created",
           .handler = handled_by(noun, &Resources::create_scope)},
          {.method = Method::patch,
           .path = "/resources/{resourceId}/scopes/{scopeId}",
           .summary = "Change a scope of an API resource",
           .reply = shape_of<ScopeView>(),
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
      }
  );
  return rows;
}

}  // namespace daemun::management
