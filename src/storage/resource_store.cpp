#include "storage/resource_store.h"

namespace daemun::storage {
namespace {

// One row a scope; a resource without scopes has one row with nulls.
#define DAEMUN_SELECT_RESOURCES                                                        \
  "select r.id, r.name, r.indicator, r.is_default, r.access_token_ttl, s.id, s.name, " \
  "s.description, s.created_at from resources r "                                      \
  "left join scopes s on s.tenant_id = r.tenant_id and s.resource_id = r.id "          \
  "where r.tenant_id = $1 "

constexpr Sql find_by_indicator_sql{DAEMUN_SELECT_RESOURCES "and r.indicator = $2 order by s.name"};
constexpr Sql find_default_sql{DAEMUN_SELECT_RESOURCES "and r.is_default order by r.id, s.name"};
constexpr Sql find_sql{DAEMUN_SELECT_RESOURCES "and r.id = $2 order by s.name"};
constexpr Sql list_page_sql{DAEMUN_SELECT_RESOURCES
                            "and r.id in (select id from resources where tenant_id = $1 "
                            "order by name, id limit $2 offset $3) order by r.name, r.id, s.name"};
constexpr Sql list_sql{DAEMUN_SELECT_RESOURCES "order by r.indicator, s.name"};
#undef DAEMUN_SELECT_RESOURCES

constexpr Sql count_sql{"select count(*) from resources where tenant_id = $1"};
constexpr Sql find_scope_sql{
    "select id, name, description, created_at from scopes "
    "where tenant_id = $1 and resource_id = $2 and id = $3"};
constexpr Sql update_sql{
    "update resources set name = coalesce($3, name), "
    "access_token_ttl = coalesce($4, access_token_ttl) where tenant_id = $1 and id = $2"};
constexpr Sql remove_sql{"delete from resources where tenant_id = $1 and id = $2"};
constexpr Sql drop_default_sql{
    "update resources set is_default = false where tenant_id = $1 and is_default and id <> $2"};
constexpr Sql set_default_sql{
    "update resources set is_default = $3 where tenant_id = $1 and id = $2"};
constexpr Sql update_scope_sql{
    "update scopes set name = coalesce($4, name), "
    "description = case when $5 then $6 else description end "
    "where tenant_id = $1 and resource_id = $2 and id = $3"};
constexpr Sql remove_scope_sql{
    "delete from scopes where tenant_id = $1 and resource_id = $2 and id = $3"};

constexpr Sql insert_sql{
    "insert into resources (tenant_id, id, name, indicator, is_default, access_token_ttl) "
    "values ($1, $2, $3, $4, $5, $6)"};
constexpr Sql insert_scope_sql{
    "insert into scopes (tenant_id, id, resource_id, name, description, created_at) "
    "values ($1, $2, $3, $4, $5, $6)"};

Scope scope_of(const Row& row, std::size_t column) {
  return Scope{
      .id = row.id<ScopeId>(column),
      .name = row.text(column + 1),
      .description = row.optional_text(column + 2),
      .created_at = row.time(column + 3),
  };
}

Resource resource_of(const Row& row, std::size_t column) {
  return Resource{
      .id = row.id<ResourceId>(column),
      .name = row.text(column + 1),
      .indicator = row.text(column + 2),
      .is_default = row.boolean(column + 3),
      .access_token_ttl = Seconds(row.integer(column + 4)),
      .scopes = {},
  };
}

std::vector<Resource> resources_of(const Rows& rows) {
  std::vector<Resource> resources;
  for (const auto& row : rows) {
    if (resources.empty() || resources.back().id.value() != row.text(0))
      resources.push_back(resource_of(row, 0));
    if (row.is_null(5)) continue;
    resources.back().scopes.push_back(scope_of(row, 5));
  }
  return resources;
}

}  // namespace

ResourceScope resource_scope_of(const Row& row) {
  return ResourceScope{.scope = scope_of(row, 0), .resource = resource_of(row, 4)};
}

Task<std::optional<Resource>> ResourceStore::find_by_indicator(std::string indicator) const {
  Query query{find_by_indicator_sql, {tenant_, std::move(indicator)}};
  const auto rows = co_await database_.read(std::move(query));
  auto resources = resources_of(rows);
  if (resources.empty()) co_return std::nullopt;
  co_return std::move(resources.front());
}

Task<std::optional<Resource>> ResourceStore::find_default() const {
  Query query{find_default_sql, {tenant_}};
  const auto rows = co_await database_.read(std::move(query));
  auto resources = resources_of(rows);
  if (resources.empty()) co_return std::nullopt;
  co_return std::move(resources.front());
}

Task<std::optional<Resource>> ResourceStore::find(ResourceId id) const {
  Query query{find_sql, {tenant_, id}};
  const auto rows = co_await database_.read(std::move(query));
  auto resources = resources_of(rows);
  if (resources.empty()) co_return std::nullopt;
  co_return std::move(resources.front());
}

Task<ResourceStore::ResourcePage> ResourceStore::list_page(Window window) const {
  std::vector<Query> queries;
  queries.push_back({list_page_sql, {tenant_, window.limit, window.offset}});
  queries.push_back({count_sql, {tenant_}});
  const auto rows = co_await database_.read_all(std::move(queries));
  co_return ResourcePage{.resources = resources_of(rows[0]), .total = rows[1].front().integer(0)};
}

Task<ResourceStore::ScopePage> ResourceStore::list_scopes(
    ResourceId resource, Search search, Window window
) const {
  const std::string from = " from scopes where tenant_id = $1 and resource_id = $2";
  const auto select = [&](std::string_view columns) {
    QueryBuilder query(
        database_.engine(), "select " + std::string(columns) + from, {tenant_, resource}
    );
    query.add(search);
    return query;
  };
  std::vector<Query> queries;
  auto page_query = select("id, name, description, created_at");
  queries.push_back(std::move(page_query.add(" order by name").add(window)).take());
  queries.push_back(select("count(*)").take());
  const auto rows = co_await database_.read_all(std::move(queries));
  ScopePage page;
  for (const auto& row : rows[0])
    page.scopes.push_back(scope_of(row, 0));
  page.total = rows[1].front().integer(0);
  co_return page;
}

Task<std::optional<Scope>> ResourceStore::find_scope(ResourceId resource, ScopeId scope) const {
  Query query{find_scope_sql, {tenant_, resource, scope}};
  const auto rows = co_await database_.read(std::move(query));
  if (rows.empty()) co_return std::nullopt;
  co_return scope_of(rows.front(), 0);
}

Task<std::vector<Resource>> ResourceStore::list() const {
  Query query{list_sql, {tenant_}};
  const auto rows = co_await database_.read(std::move(query));
  co_return resources_of(rows);
}

Statement ResourceStore::insert(const Resource& resource) const {
  return Statement{
      insert_sql,
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
      update_sql, {tenant_, id, changes.name, changes.access_token_ttl}, RowCount::exactly(1)};
}

Statement ResourceStore::remove(const ResourceId& id) const {
  return Statement{remove_sql, {tenant_, id}, RowCount::exactly(1)};
}

Statement ResourceStore::update_scope(
    const ResourceId& resource, const ScopeId& scope, const ScopeChanges& changes
) const {
  return Statement{
      update_scope_sql,
      {tenant_, resource, scope, changes.name, changes.sets_description, changes.description},
      RowCount::exactly(1)};
}

Statement ResourceStore::remove_scope(const ResourceId& resource, const ScopeId& scope) const {
  return Statement{remove_scope_sql, {tenant_, resource, scope}, RowCount::exactly(1)};
}

Plan ResourceStore::set_default(const ResourceId& id, bool is_default) const {
  Plan plan;
  if (is_default) plan.add(Statement{drop_default_sql, {tenant_, id}});
  plan.add(Statement{set_default_sql, {tenant_, id, is_default}, RowCount::exactly(1)});
  return plan;
}

Statement ResourceStore::insert_scope(const ResourceId& resource, const Scope& scope, TimePoint now)
    const {
  return Statement{
      insert_scope_sql,
      {tenant_, scope.id, resource, scope.name, scope.description, now},
      RowCount::exactly(1)};
}

}  // namespace daemun::storage
