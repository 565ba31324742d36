#include "storage/resource_store.h"

namespace daemun::storage {
namespace {

// One row a scope; a resource without scopes has one row with nulls.
#define DAEMUN_SELECT_RESOURCES                                                        \
  "select r.id, r.name, r.indicator, r.is_default, r.access_token_ttl, s.id, s.name, " \
  "s.description from resources r "                                                    \
  "left join scopes s on s.tenant_id = r.tenant_id and s.resource_id = r.id "          \
  "where r.tenant_id = $1 "

constexpr Sql find_by_indicator_sql{DAEMUN_SELECT_RESOURCES "and r.indicator = $2 order by s.name"};
constexpr Sql find_default_sql{DAEMUN_SELECT_RESOURCES "and r.is_default order by r.id, s.name"};
constexpr Sql list_sql{DAEMUN_SELECT_RESOURCES "order by r.indicator, s.name"};
#undef DAEMUN_SELECT_RESOURCES

constexpr Sql organization_scopes_sql{
    "select name from organization_scopes where tenant_id = $1 order by name"};
constexpr Sql find_role_sql{
    "select id, name, description, type, is_default from roles where tenant_id = $1 and name = $2"};
constexpr Sql insert_sql{
    "insert into resources (tenant_id, id, name, indicator, is_default, access_token_ttl) "
    "values ($1, $2, $3, $4, $5, $6)"};
constexpr Sql insert_scope_sql{
    "insert into scopes (tenant_id, id, resource_id, name, description, created_at) "
    "values ($1, $2, $3, $4, $5, $6)"};
constexpr Sql insert_role_sql{
    "insert into roles (tenant_id, id, name, description, type, is_default) "
    "values ($1, $2, $3, $4, $5, $6)"};
constexpr Sql assign_scope_sql{
    "insert into roles_scopes (tenant_id, role_id, scope_id) values ($1, $2, $3) on conflict do "
    "nothing"};

std::vector<Resource> resources_of(const Rows& rows) {
  std::vector<Resource> resources;
  for (const auto& row : rows) {
    if (resources.empty() || resources.back().id.value() != row.text(0)) {
      resources.push_back(Resource{
          .id = row.id<ResourceId>(0),
          .name = row.text(1),
          .indicator = row.text(2),
          .is_default = row.boolean(3),
          .access_token_ttl = Seconds(row.integer(4)),
          .scopes = {},
      });
    }
    if (row.is_null(5)) continue;
    resources.back().scopes.push_back(Scope{
        .id = row.id<ScopeId>(5), .name = row.text(6), .description = row.optional_text(7)});
  }
  return resources;
}

}  // namespace

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

Task<std::vector<Resource>> ResourceStore::list() const {
  Query query{list_sql, {tenant_}};
  const auto rows = co_await database_.read(std::move(query));
  co_return resources_of(rows);
}

Task<std::vector<std::string>> ResourceStore::list_organization_scope_names() const {
  Query query{organization_scopes_sql, {tenant_}};
  const auto rows = co_await database_.read(std::move(query));
  std::vector<std::string> names;
  for (const auto& row : rows)
    names.push_back(row.text(0));
  co_return names;
}

Task<std::optional<Role>> ResourceStore::find_role_by_name(std::string name) const {
  Query query{find_role_sql, {tenant_, std::move(name)}};
  const auto rows = co_await database_.read(std::move(query));
  if (rows.empty()) co_return std::nullopt;
  const Row& row = rows.front();
  co_return Role{
      .id = row.id<RoleId>(0),
      .name = row.text(1),
      .description = row.text(2),
      .type = row.text(3) == "User" ? RoleType::user : RoleType::machine_to_machine,
      .is_default = row.boolean(4),
  };
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

Statement ResourceStore::insert_scope(const ResourceId& resource, const Scope& scope, TimePoint now)
    const {
  return Statement{
      insert_scope_sql,
      {tenant_, scope.id, resource, scope.name, scope.description, now},
      RowCount::exactly(1)};
}

Statement ResourceStore::insert_role(const Role& role) const {
  return Statement{
      insert_role_sql,
      {tenant_, role.id, role.name, role.description, to_string(role.type), role.is_default},
      RowCount::exactly(1)};
}

Statement ResourceStore::assign_scope(const RoleId& role, const ScopeId& scope) const {
  return Statement{assign_scope_sql, {tenant_, role, scope}};
}

}  // namespace daemun::storage
