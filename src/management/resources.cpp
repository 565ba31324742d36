#include "management/resources.h"

#include "crypto/random.h"
#include "management/settings_change.h"

#include <utility>

namespace daemun::management {
namespace {

using api::RequestError;

constexpr std::size_t id_length = 21;
constexpr std::int64_t max_ttl = 100LL * 365 * 24 * 3600;

Shape scope_shape() {
  return object({
      required("tenantId", text()),
      required("id", text(1, 21)),
      required("resourceId", text(1, 21)),
      required("name", text(1, 256)),
      required("description", nullable(text())),
      required("createdAt", integer()),
  });
}

std::vector<Shape> resource_fields() {
  return {
      required("tenantId", text()),
      required("id", text(1, 21)),
      required("name", text(1)),
      required("indicator", text(1)),
      required("isDefault", boolean()),
      required("accessTokenTtl", integer()),
  };
}

Shape resource_shape() {
  return object(resource_fields());
}

Shape resource_with_scopes_shape() {
  auto fields = resource_fields();
  fields.push_back(optional("scopes", array_of(scope_shape())));
  return object(std::move(fields));
}

json::object to_json(const TenantId& tenant, const ResourceId& resource, const Scope& scope) {
  json::object object{
      {"tenantId", tenant.value()},
      {"id", scope.id.value()},
      {"resourceId", resource.value()},
      {"name", scope.name},
      {"description", nullptr},
      {"createdAt", to_unix_ms(scope.created_at)},
  };
  if (scope.description) object["description"] = *scope.description;
  return object;
}

enum class WithScopes { no, yes };

json::object to_json(const TenantId& tenant, const Resource& resource, WithScopes with_scopes) {
  json::object object{
      {"tenantId", tenant.value()},
      {"id", resource.id.value()},
      {"name", resource.name},
      {"indicator", resource.indicator},
      {"isDefault", resource.is_default},
      {"accessTokenTtl", resource.access_token_ttl.count()},
  };
  if (with_scopes == WithScopes::no) return object;
  json::array scopes;
  for (const auto& scope : resource.scopes)
    scopes.push_back(to_json(tenant, resource.id, scope));
  object["scopes"] = std::move(scopes);
  return object;
}

std::optional<std::string> string_of(const json::object& body, std::string_view name) {
  const auto value = find_string(body, name);
  return value ? std::optional(std::string(*value)) : std::nullopt;
}

RequestError no_such(std::string_view name, const std::string& id) {
  RequestError error{.code = "entity.not_exists_with_id", .status = 404};
  error.data = json::object{{"name", name}, {"id", id}};
  return error;
}

RequestError in_use(std::string code) {
  return RequestError{.code = std::move(code), .status = 422};
}

bool has_space(std::string_view name) {
  return name.find_first_of(" \t\r\n\f\v") != std::string_view::npos;
}

}  // namespace

Resources::Resources(const Dependencies& dependencies)
    : dependencies_(dependencies), resources_(dependencies.database, dependencies.tenant) {}

std::vector<Operation> Resources::operations() {
  using http::Method;
  return {
      {.method = Method::get,
       .path = "/resources",
       .summary = "List API resources",
       .paging = Paging::optional,
       .query = {"includeScopes"},
       .reply = array_of(resource_with_scopes_shape()),
       .handler = handled_by(*this, &Resources::list)},
      {.method = Method::post,
       .path = "/resources",
       .summary = "Create an API resource",
       .status = 201,
       .body = object({
           required("name", text(1)),
           required("indicator", text(1)),
           optional("accessTokenTtl", integer(1, max_ttl)),
       }),
       .reply = resource_with_scopes_shape(),
       .refusals = {422},
       .handler = handled_by(*this, &Resources::create)},
      {.method = Method::get,
       .path = "/resources/{id}",
       .summary = "Show an API resource",
       .reply = resource_shape(),
       .refusals = {404},
       .handler = handled_by(*this, &Resources::show)},
      {.method = Method::patch,
       .path = "/resources/{id}",
       .summary = "Change an API resource",
       .body = object({
           optional("name", text(1)),
           optional("accessTokenTtl", integer(1, max_ttl)),
       }),
       .reply = resource_shape(),
       .refusals = {404},
       .handler = handled_by(*this, &Resources::update)},
      {.method = Method::delete_,
       .path = "/resources/{id}",
       .summary = "Delete an API resource and its scopes",
       .status = 204,
       .refusals = {404},
       .handler = handled_by(*this, &Resources::remove)},
      {.method = Method::patch,
       .path = "/resources/{id}/is-default",
       .summary = "Make an API resource the default one, or not",
       .body = object({required("isDefault", boolean())}),
       .reply = resource_shape(),
       .refusals = {404},
       .handler = handled_by(*this, &Resources::set_default)},
      {.method = Method::get,
       .path = "/resources/{resourceId}/scopes",
       .summary = "List the scopes of an API resource",
       .paging = Paging::always,
       .reply = array_of(scope_shape()),
       .refusals = {404},
       .handler = handled_by(*this, &Resources::list_scopes)},
      {.method = Method::post,
       .path = "/resources/{resourceId}/scopes",
       .summary = "Create a scope of an API resource",
       .status = 201,
       .body = object({
           required("name", text(1, 256)),
           optional("description", nullable(text())),
       }),
       .reply = scope_shape(),
       .refusals = {404, 422},
       .handler = handled_by(*this, &Resources::create_scope)},
      {.method = Method::patch,
       .path = "/resources/{resourceId}/scopes/{scopeId}",
       .summary = "Change a scope of an API resource",
       .body = object({
           optional("name", text(1, 256)),
           optional("description", nullable(text())),
       }),
       .reply = scope_shape(),
       .refusals = {404, 422},
       .handler = handled_by(*this, &Resources::update_scope)},
      {.method = Method::delete_,
       .path = "/resources/{resourceId}/scopes/{scopeId}",
       .summary = "Delete a scope of an API resource",
       .status = 204,
       .refusals = {404},
       .handler = handled_by(*this, &Resources::remove_scope)},
  };
}

Resources::Answer Resources::list(Call call) {
  std::optional<storage::Window> window;
  if (call.page) window = storage::Window{.limit = call.page->size, .offset = call.page->offset()};
  const auto listed = co_await resources_.list_page(window);
  const auto with = call.query.find("includeScopes") == "true" ? WithScopes::yes : WithScopes::no;
  json::array array;
  for (const auto& resource : listed.resources)
    array.push_back(to_json(dependencies_.tenant, resource, with));
  co_return Reply{.body = std::move(array), .total = listed.total};
}

Resources::Answer Resources::create(Call call) {
  const Resource resource{
      .id = ResourceId(crypto::random_id(dependencies_.random, id_length)),
      .name = *string_of(call.body, "name"),
      .indicator = *string_of(call.body, "indicator"),
      .access_token_ttl = Seconds(find_integer(call.body, "accessTokenTtl").value_or(3600)),
  };
  storage::Plan plan;
  plan.add(resources_.insert(resource));
  const auto committed = co_await commit_settings(dependencies_, std::move(plan));
  if (!committed) co_return in_use("resource.resource_identifier_in_use");
  co_return Reply{.body = to_json(dependencies_.tenant, resource, WithScopes::yes)};
}

Resources::Answer Resources::show(Call call) {
  const ResourceId id(call.path_parameter("id"));
  const auto resource = co_await resources_.find(id);
  if (!resource) co_return no_such("resources", id.value());
  co_return Reply{.body = to_json(dependencies_.tenant, *resource, WithScopes::no)};
}

Resources::Answer Resources::update(Call call) {
  const ResourceId id(call.path_parameter("id"));
  const auto found = co_await find_changeable(id);
  if (!found) co_return found.error();
  const storage::ResourceChanges changes{
      .name = string_of(call.body, "name"),
      .access_token_ttl = find_integer(call.body, "accessTokenTtl"),
  };
  storage::Plan plan;
  plan.add(resources_.update(id, changes));
  const auto committed = co_await commit_settings(dependencies_, std::move(plan));
  if (!committed) co_return no_such("resources", id.value());
  co_return co_await show(std::move(call));
}

Resources::Answer Resources::remove(Call call) {
  const ResourceId id(call.path_parameter("id"));
  const auto found = co_await find_changeable(id);
  if (!found) {
    auto error = found.error();
    if (error.status == 400) error.code = "resource.cannot_delete_management_api";
    co_return error;
  }
  storage::Plan plan;
  plan.add(resources_.remove(id));
  const auto committed = co_await commit_settings(dependencies_, std::move(plan));
  if (!committed) co_return no_such("resources", id.value());
  co_return Reply{};
}

Resources::Answer Resources::set_default(Call call) {
  const ResourceId id(call.path_parameter("id"));
  const auto found = co_await find_changeable(id);
  if (!found) co_return found.error();
  storage::Plan plan;
  plan.add(resources_.set_default(id, call.body.at("isDefault").as_bool()));
  const auto committed = co_await commit_settings(dependencies_, std::move(plan));
  if (!committed) co_return no_such("resources", id.value());
  co_return co_await show(std::move(call));
}

Resources::Answer Resources::list_scopes(Call call) {
  const ResourceId id(call.path_parameter("resourceId"));
  const auto resource = co_await resources_.find(id);
  if (!resource) co_return no_such("resources", id.value());
  const storage::Window window{.limit = call.page->size, .offset = call.page->offset()};
  const auto listed = co_await resources_.list_scopes(id, window);
  json::array array;
  for (const auto& scope : listed.scopes)
    array.push_back(to_json(dependencies_.tenant, id, scope));
  co_return Reply{.body = std::move(array), .total = listed.total};
}

Resources::Answer Resources::create_scope(Call call) {
  const ResourceId id(call.path_parameter("resourceId"));
  const auto found = co_await find_changeable(id);
  if (!found) co_return found.error();
  const Scope scope{
      .id = ScopeId(crypto::random_id(dependencies_.random, id_length)),
      .name = *string_of(call.body, "name"),
      .description = string_of(call.body, "description"),
      .created_at = dependencies_.clock.now(),
  };
  if (has_space(scope.name)) co_return RequestError{.code = "scope.name_with_space"};
  storage::Plan plan;
  plan.add(resources_.insert_scope(id, scope, scope.created_at));
  const auto committed = co_await commit_settings(dependencies_, std::move(plan));
  if (!committed) {
    const bool is_gone = committed.error().reason == storage::Conflict::Reason::foreign_key;
    co_return is_gone ? no_such("resources", id.value()) : in_use("scope.name_exists");
  }
  co_return Reply{.body = to_json(dependencies_.tenant, id, scope)};
}

Resources::Answer Resources::update_scope(Call call) {
  const ResourceId id(call.path_parameter("resourceId"));
  const ScopeId scope(call.path_parameter("scopeId"));
  const auto found = co_await find_changeable(id);
  if (!found) co_return found.error();
  const storage::ScopeChanges changes{
      .name = string_of(call.body, "name"),
      .sets_description = call.body.contains("description"),
      .description = string_of(call.body, "description"),
  };
  if (has_space(changes.name.value_or(""))) co_return RequestError{.code = "scope.name_with_space"};
  storage::Plan plan;
  plan.add(resources_.update_scope(id, scope, changes));
  const auto committed = co_await commit_settings(dependencies_, std::move(plan));
  if (!committed) {
    const bool is_taken = committed.error().reason == storage::Conflict::Reason::unique;
    co_return is_taken ? in_use("scope.name_exists") : no_such("scopes", scope.value());
  }
  co_return co_await show_scope(id, scope);
}

Resources::Answer Resources::remove_scope(Call call) {
  const ResourceId id(call.path_parameter("resourceId"));
  const ScopeId scope(call.path_parameter("scopeId"));
  const auto found = co_await find_changeable(id);
  if (!found) co_return found.error();
  storage::Plan plan;
  plan.add(resources_.remove_scope(id, scope));
  const auto committed = co_await commit_settings(dependencies_, std::move(plan));
  if (!committed) co_return no_such("scopes", scope.value());
  co_return Reply{};
}

Resources::Answer Resources::show_scope(ResourceId resource, ScopeId scope) {
  const auto found = co_await resources_.find_scope(resource, scope);
  if (!found) co_return no_such("scopes", scope.value());
  co_return Reply{.body = to_json(dependencies_.tenant, resource, *found)};
}

Task<api::Outcome<Resource>> Resources::find_changeable(ResourceId id) {
  auto resource = co_await resources_.find(id);
  if (!resource) co_return no_such("resources", id.value());
  // Whoever changed it could lock every administrator out.
  if (resource->indicator == dependencies_.audience()) {
    co_return RequestError{.code = "resource.cannot_modify_management_api"};
  }
  co_return std::move(*resource);
}

}  // namespace daemun::management
