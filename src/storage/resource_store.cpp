#include "storage/resource_store.h"

#include "storage/resource_store_sql.h"

namespace daemun::storage {
namespace {

namespace sql = resource_store_sql;

Scope scope_of(const Row& row) {
  return Scope{
      .id = row.id<ScopeId>("id"),
      .name = row.text("name"),
      .description = row.optional_text("description"),
      .created_at = row.time("created_at"),
  };
}

Resource resource_of(const Row& row) {
  return Resource{
      .id = row.id<ResourceId>("resource_id"),
      .name = row.text("resource_name"),
      .indicator = row.text("indicator"),
      .is_default = row.boolean("is_default"),
      .access_token_ttl = Seconds(row.integer("access_token_ttl")),
      .scopes = {},
  };
}

std::vector<Resource> resources_of(const Rows& rows) {
  std::vector<Resource> resources;
  for (const auto& row : rows) {
    if (resources.empty() || resources.back().id.value() != row.text("resource_id"))
      resources.push_back(resource_of(row));
    if (row.is_null("id")) continue;
    resources.back().scopes.push_back(scope_of(row));
  }
  return resources;
}

}  // namespace

ResourceScope resource_scope_of(const Row& row) {
  return ResourceScope{.scope = scope_of(row), .resource = resource_of(row)};
}

Task<std::optional<Resource>> ResourceStore::find_by_indicator(std::string indicator) const {
  Query query{sql::find_by_indicator, {tenant_, std::move(indicator)}};
  const auto rows = co_await database_.read(std::move(query));
  auto resources = resources_of(rows);
  if (resources.empty()) co_return std::nullopt;
  co_return std::move(resources.front());
}

Task<std::optional<Resource>> ResourceStore::find_default() const {
  Query query{sql::find_default, {tenant_}};
  const auto rows = co_await database_.read(std::move(query));
  auto resources = resources_of(rows);
  if (resources.empty()) co_return std::nullopt;
  co_return std::move(resources.front());
}

Task<std::optional<Resource>> ResourceStore::find(ResourceId id) const {
  Query query{sql::find, {tenant_, id}};
  const auto rows = co_await database_.read(std::move(query));
  auto resources = resources_of(rows);
  if (resources.empty()) co_return std::nullopt;
  co_return std::move(resources.front());
}

Task<ResourceStore::ResourcePage> ResourceStore::list_page(Window window) const {
  std::vector<Query> queries;
  queries.push_back({sql::list_page, {tenant_, window.limit, window.offset}});
  queries.push_back({sql::count, {tenant_}});
  const auto rows = co_await database_.read_all(std::move(queries));
  co_return ResourcePage{
      .resources = resources_of(rows[0]), .total = rows[1].front().integer("total")};
}

Task<ResourceStore::ScopePage> ResourceStore::list_scopes(
    ResourceId resource, Search search, Window window
) const {
  const auto select = [&](std::string_view columns) {
    QueryBuilder query(database_.engine(), columns, sql::scopes, {tenant_, resource});
    query.add(search);
    return query;
  };
  std::vector<Query> queries;
  auto page_query = select("id, name, description, created_at");
  queries.push_back(std::move(page_query.add("order by name").add(window)).take());
  queries.push_back(select("count(*) as total").take());
  const auto rows = co_await database_.read_all(std::move(queries));
  ScopePage page;
  for (const auto& row : rows[0])
    page.scopes.push_back(scope_of(row));
  page.total = rows[1].front().integer("total");
  co_return page;
}

Task<std::optional<Scope>> ResourceStore::find_scope(ResourceId resource, ScopeId scope) const {
  Query query{sql::find_scope, {tenant_, resource, scope}};
  const auto rows = co_await database_.read(std::move(query));
  if (rows.empty()) co_return std::nullopt;
  co_return scope_of(rows.front());
}

Task<std::vector<Resource>> ResourceStore::list() const {
  Query query{sql::list, {tenant_}};
  const auto rows = co_await database_.read(std::move(query));
  co_return resources_of(rows);
}

Statement ResourceStore::insert(const Resource& resource) const {
  return Statement{
      sql::insert,
      {tenant_,
       resource.id,
       resource.name,
       resource.indicator,
       resource.is_default,
       std::int64_t{resource.access_token_ttl.count()}},
      RowCount::exactly(1)};
}

Statement ResourceStore::update(const ResourceId& id, const ResourceChanges& changes) const {
  return Statement{
      sql::update, {tenant_, id, changes.name, changes.access_token_ttl}, RowCount::exactly(1)};
}

Statement ResourceStore::remove(const ResourceId& id) const {
  return Statement{sql::remove, {tenant_, id}, RowCount::exactly(1)};
}

Statement ResourceStore::update_scope(
    const ResourceId& resource, const ScopeId& scope, const ScopeChanges& changes
) const {
  return Statement{
      sql::update_scope,
      {tenant_, resource, scope, changes.name, changes.sets_description, changes.description},
      RowCount::exactly(1)};
}

Statement ResourceStore::remove_scope(const ResourceId& resource, const ScopeId& scope) const {
  return Statement{sql::remove_scope, {tenant_, resource, scope}, RowCount::exactly(1)};
}

Plan ResourceStore::set_default(const ResourceId& id, bool is_default) const {
  Plan plan;
  if (is_default) plan.add(Statement{sql::drop_default, {tenant_, id}});
  plan.add(Statement{sql::set_default, {tenant_, id, is_default}, RowCount::exactly(1)});
  return plan;
}

Statement ResourceStore::insert_scope(const ResourceId& resource, const Scope& scope, TimePoint now)
    const {
  return Statement{
      sql::insert_scope,
      {tenant_, scope.id, resource, scope.name, scope.description, now},
      RowCount::exactly(1)};
}

}  // namespace daemun::storage
