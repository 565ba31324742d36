#include "storage/organization_template_store.h"

#include "base/json.h"
#include "storage/list_parameter.h"
#include "storage/resource_store.h"

#include <unordered_map>
#include <utility>

namespace daemun::storage {
namespace {

constexpr Sql find_role_sql{
    "select id, name, description, type from organization_roles where tenant_id = $1 and id = $2"};
#define DAEMUN_FIND_ROLES(list)                                                            \
  "select id, name, description, type from organization_roles where tenant_id = $1 and ("  \
  "id in (select x.value from " list("$2", "x") ") or name in (select x.value from " list( \
      "$3", "x"                                                                            \
  ) "))"
constexpr Sql find_roles_sql{
    DAEMUN_FIND_ROLES(DAEMUN_SQLITE_LIST), DAEMUN_FIND_ROLES(DAEMUN_POSTGRES_LIST)};
constexpr Sql find_scope_sql{
    "select id, name, description from organization_scopes where tenant_id = $1 and id = $2"};
constexpr Sql all_scopes_sql{
    "select id, name, description from organization_scopes where tenant_id = $1 order by name"};

constexpr Sql scopes_of_role_sql{
    "select s.id, s.name, s.description from organization_role_scopes x "
    "join organization_scopes s on s.tenant_id = x.tenant_id and s.id = x.organization_scope_id "
    "where x.tenant_id = $1 and x.organization_role_id = $2 order by s.name limit $3 offset $4"};
constexpr Sql count_scopes_of_role_sql{
    "select count(*) from organization_role_scopes "
    "where tenant_id = $1 and organization_role_id = $2"};
constexpr Sql resource_scopes_of_role_sql{
    "select s.id, s.name, s.description, s.created_at, r.id, r.name, r.indicator, r.is_default, "
    "r.access_token_ttl from organization_role_resource_scopes x "
    "join scopes s on s.tenant_id = x.tenant_id and s.id = x.scope_id "
    "join resources r on r.tenant_id = s.tenant_id and r.id = s.resource_id "
    "where x.tenant_id = $1 and x.organization_role_id = $2 "
    "order by s.name, s.id limit $3 offset $4"};
constexpr Sql count_resource_scopes_of_role_sql{
    "select count(*) from organization_role_resource_scopes "
    "where tenant_id = $1 and organization_role_id = $2"};

// Of a list of ids in JSON, which each engine unfolds in its way.
#define DAEMUN_BY_IDS(before, after)                                                           \
  {                                                                                            \
    before " in (select value from json_each($2)) " after,                                     \
        before " in (select value from json_array_elements_text($2::json) as v(value)) " after \
  }

constexpr Sql scopes_of_roles_sql DAEMUN_BY_IDS(
    "select x.organization_role_id, s.id, s.name, s.description from organization_role_scopes x "
    "join organization_scopes s on s.tenant_id = x.tenant_id and s.id = x.organization_scope_id "
    "where x.tenant_id = $1 and x.organization_role_id",
    "order by s.name"
);
constexpr Sql resource_scopes_of_roles_sql DAEMUN_BY_IDS(
    "select s.id, s.name, s.description, s.created_at, r.id, r.name, r.indicator, r.is_default, "
    "r.access_token_ttl, x.organization_role_id from organization_role_resource_scopes x "
    "join scopes s on s.tenant_id = x.tenant_id and s.id = x.scope_id "
    "join resources r on r.tenant_id = s.tenant_id and r.id = s.resource_id "
    "where x.tenant_id = $1 and x.organization_role_id",
    "order by s.name, s.id"
);
constexpr Sql has_management_scope_sql DAEMUN_BY_IDS(
    "select count(*) from scopes s "
    "join resources r on r.tenant_id = s.tenant_id and r.id = s.resource_id "
    "where s.tenant_id = $1 and r.indicator like 'https://%.logto.app/api' and s.id",
    ""
);

constexpr Sql insert_role_sql{
    "insert into organization_roles (tenant_id, id, name, description, type) "
    "values ($1, $2, $3, $4, $5)"};
#define DAEMUN_IS_IN(table)        \
  "exists (select 1 from " table   \
  " x where x.tenant_id = $1 and " \
  "x.organization_role_id = $2)"
constexpr Sql update_role_sql{
    "update organization_roles set name = coalesce($3, name), "
    "description = case when $4 then $5 else description end, type = coalesce($6, type) "
    "where tenant_id = $1 and id = $2 and (coalesce($6, type) = type or not (" DAEMUN_IS_IN(
        "organization_role_users"
    ) " or " DAEMUN_IS_IN("organization_role_applications"
    ) " or " DAEMUN_IS_IN("organization_invitation_roles"
    ) " or " DAEMUN_IS_IN("organization_jit_roles"
    ) " or "
      "(coalesce($6, type) = 'User' and exists (select 1 from organization_role_resource_scopes x "
      "join scopes s on s.tenant_id = x.tenant_id and s.id = x.scope_id "
      "join resources r on r.tenant_id = s.tenant_id and r.id = s.resource_id "
      "where x.tenant_id = $1 and x.organization_role_id = $2 and r.indicator like "
      "'https://%.logto.app/api'))))"};
constexpr Sql remove_role_sql{"delete from organization_roles where tenant_id = $1 and id = $2"};
constexpr Sql lock_role_sql{
    "update organization_roles set type = type where tenant_id = $1 and id = $2 and type = $3"};

constexpr Sql insert_scope_sql{
    "insert into organization_scopes (tenant_id, id, name, description) values ($1, $2, $3, $4)"};
constexpr Sql update_scope_sql{
    "update organization_scopes set name = coalesce($3, name), "
    "description = case when $4 then $5 else description end where tenant_id = $1 and id = $2"};
constexpr Sql remove_scope_sql{"delete from organization_scopes where tenant_id = $1 and id = $2"};

constexpr Sql assign_scope_sql{
    "insert into organization_role_scopes (tenant_id, organization_role_id, organization_scope_id) "
    "values ($1, $2, $3) on conflict do nothing"};
constexpr Sql assign_resource_scope_sql{
    "insert into organization_role_resource_scopes (tenant_id, organization_role_id, scope_id) "
    "values ($1, $2, $3) on conflict do nothing"};
constexpr Sql withdraw_scope_sql{
    "delete from organization_role_scopes "
    "where tenant_id = $1 and organization_role_id = $2 and organization_scope_id = $3"};
constexpr Sql withdraw_resource_scope_sql{
    "delete from organization_role_resource_scopes "
    "where tenant_id = $1 and organization_role_id = $2 and scope_id = $3"};
constexpr Sql withdraw_scopes_sql{
    "delete from organization_role_scopes where tenant_id = $1 and organization_role_id = $2"};
constexpr Sql withdraw_resource_scopes_sql{
    "delete from organization_role_resource_scopes "
    "where tenant_id = $1 and organization_role_id = $2"};

OrganizationScope scope_of(const Row& row, std::size_t column) {
  return OrganizationScope{
      .id = row.id<OrganizationScopeId>(column),
      .name = row.text(column + 1),
      .description = row.optional_text(column + 2),
  };
}

}  // namespace

OrganizationRole organization_role_of(const Row& row, std::size_t first) {
  return OrganizationRole{
      .id = row.id<OrganizationRoleId>(first),
      .name = row.text(first + 1),
      .description = row.optional_text(first + 2),
      .type = parse_role_type(row.text(first + 3)).value_or(RoleType::user),
  };
}

Task<std::optional<OrganizationRole>> OrganizationTemplateStore::find_role(OrganizationRoleId id
) const {
  Query query{find_role_sql, {tenant_, id}};
  const auto rows = co_await database_.read(std::move(query));
  if (rows.empty()) co_return std::nullopt;
  co_return organization_role_of(rows.front(), 0);
}

Task<std::vector<OrganizationRole>> OrganizationTemplateStore::find_roles(
    std::vector<OrganizationRoleId> ids, std::vector<std::string> names
) const {
  Query query{
      find_roles_sql, {tenant_, ListParameter(ids).to_text(), ListParameter(names).to_text()}};
  const auto rows = co_await database_.read(std::move(query));
  std::vector<OrganizationRole> roles;
  for (const auto& row : rows)
    roles.push_back(organization_role_of(row, 0));
  co_return roles;
}

Task<OrganizationTemplateStore::RolePage> OrganizationTemplateStore::list_roles(
    Search search, Window window
) const {
  const auto select = [&](const char* columns) {
    QueryBuilder query(
        database_.engine(),
        std::string("select ") + columns + " from organization_roles where tenant_id = $1",
        {tenant_}
    );
    query.add(search);
    return query;
  };
  std::vector<Query> queries;
  auto page_query = select("id, name, description, type");
  queries.push_back(std::move(page_query.add(" order by name").add(window)).take());
  queries.push_back(select("count(*)").take());
  const auto rows = co_await database_.read_all(std::move(queries));
  RolePage page;
  page.total = rows[1].front().integer(0);
  if (rows[0].empty()) co_return page;

  std::unordered_map<OrganizationRoleId, std::size_t> places;
  json::array ids;
  for (const auto& row : rows[0]) {
    places.emplace(row.id<OrganizationRoleId>(0), page.roles.size());
    ids.emplace_back(row.text(0));
    page.roles.push_back(RoleWithScopes{
        .role = organization_role_of(row, 0), .scopes = {}, .resource_scopes = {}});
  }
  const auto list = json::serialize(ids);
  std::vector<Query> relations{
      {scopes_of_roles_sql, {tenant_, list}}, {resource_scopes_of_roles_sql, {tenant_, list}}};
  const auto scopes = co_await database_.read_all(std::move(relations));
  for (const auto& row : scopes[0])
    page.roles[places.at(row.id<OrganizationRoleId>(0))].scopes.push_back(scope_of(row, 1));
  for (const auto& row : scopes[1]) {
    page.roles[places.at(row.id<OrganizationRoleId>(9))].resource_scopes.push_back(
        resource_scope_of(row)
    );
  }
  co_return page;
}

Task<std::optional<OrganizationScope>> OrganizationTemplateStore::find_scope(OrganizationScopeId id
) const {
  Query query{find_scope_sql, {tenant_, id}};
  const auto rows = co_await database_.read(std::move(query));
  if (rows.empty()) co_return std::nullopt;
  co_return scope_of(rows.front(), 0);
}

Task<OrganizationTemplateStore::ScopePage> OrganizationTemplateStore::list_scopes(
    Search search, Window window
) const {
  const auto select = [&](const char* columns) {
    QueryBuilder query(
        database_.engine(),
        std::string("select ") + columns + " from organization_scopes where tenant_id = $1",
        {tenant_}
    );
    query.add(search);
    return query;
  };
  std::vector<Query> queries;
  auto page_query = select("id, name, description");
  queries.push_back(std::move(page_query.add(" order by name").add(window)).take());
  queries.push_back(select("count(*)").take());
  const auto rows = co_await database_.read_all(std::move(queries));
  ScopePage page;
  for (const auto& row : rows[0])
    page.scopes.push_back(scope_of(row, 0));
  page.total = rows[1].front().integer(0);
  co_return page;
}

Task<std::vector<OrganizationScope>> OrganizationTemplateStore::list_all_scopes() const {
  Query query{all_scopes_sql, {tenant_}};
  const auto rows = co_await database_.read(std::move(query));
  std::vector<OrganizationScope> scopes;
  for (const auto& row : rows)
    scopes.push_back(scope_of(row, 0));
  co_return scopes;
}

Task<OrganizationTemplateStore::ScopePage> OrganizationTemplateStore::list_scopes(
    OrganizationRoleId role, Window window
) const {
  std::vector<Query> queries{
      {scopes_of_role_sql, {tenant_, role, window.limit, window.offset}},
      {count_scopes_of_role_sql, {tenant_, role}}};
  const auto rows = co_await database_.read_all(std::move(queries));
  ScopePage page;
  for (const auto& row : rows[0])
    page.scopes.push_back(scope_of(row, 0));
  page.total = rows[1].front().integer(0);
  co_return page;
}

Task<OrganizationTemplateStore::ResourceScopePage> OrganizationTemplateStore::list_resource_scopes(
    OrganizationRoleId role, Window window
) const {
  std::vector<Query> queries{
      {resource_scopes_of_role_sql, {tenant_, role, window.limit, window.offset}},
      {count_resource_scopes_of_role_sql, {tenant_, role}}};
  const auto rows = co_await database_.read_all(std::move(queries));
  ResourceScopePage page;
  for (const auto& row : rows[0])
    page.scopes.push_back(resource_scope_of(row));
  page.total = rows[1].front().integer(0);
  co_return page;
}

Task<bool> OrganizationTemplateStore::has_management_scope(std::vector<std::string> scopes) const {
  Query query{has_management_scope_sql, {tenant_, json::serialize(to_json_array(scopes))}};
  const auto rows = co_await database_.read(std::move(query));
  co_return rows.front().integer(0) > 0;
}

Statement OrganizationTemplateStore::insert_role(const OrganizationRole& role) const {
  return Statement{
      insert_role_sql,
      {tenant_, role.id, role.name, role.description, to_string(role.type)},
      RowCount::exactly(1)};
}

Statement OrganizationTemplateStore::update_role(
    const OrganizationRoleId& id, const OrganizationRoleChanges& changes
) const {
  const auto type = changes.type ? SqlValue(to_string(*changes.type)) : SqlValue();
  return Statement{
      update_role_sql,
      {tenant_, id, changes.name, changes.sets_description, changes.description, type},
      RowCount::exactly(1)};
}

Statement OrganizationTemplateStore::remove_role(const OrganizationRoleId& id) const {
  return Statement{remove_role_sql, {tenant_, id}, RowCount::exactly(1)};
}

Statement OrganizationTemplateStore::lock_role(const OrganizationRoleId& id, RoleType type) const {
  return Statement{lock_role_sql, {tenant_, id, to_string(type)}, RowCount::exactly(1)};
}

Statement OrganizationTemplateStore::insert_scope(const OrganizationScope& scope) const {
  return Statement{
      insert_scope_sql, {tenant_, scope.id, scope.name, scope.description}, RowCount::exactly(1)};
}

Statement OrganizationTemplateStore::update_scope(
    const OrganizationScopeId& id, const OrganizationScopeChanges& changes
) const {
  return Statement{
      update_scope_sql,
      {tenant_, id, changes.name, changes.sets_description, changes.description},
      RowCount::exactly(1)};
}

Statement OrganizationTemplateStore::remove_scope(const OrganizationScopeId& id) const {
  return Statement{remove_scope_sql, {tenant_, id}, RowCount::exactly(1)};
}

Statement OrganizationTemplateStore::assign_scope(
    const OrganizationRoleId& role, const OrganizationScopeId& scope
) const {
  return Statement{assign_scope_sql, {tenant_, role, scope}};
}

Statement OrganizationTemplateStore::assign_resource_scope(
    const OrganizationRoleId& role, const ScopeId& scope
) const {
  return Statement{assign_resource_scope_sql, {tenant_, role, scope}};
}

Statement OrganizationTemplateStore::withdraw_scope(
    const OrganizationRoleId& role, const OrganizationScopeId& scope
) const {
  return Statement{withdraw_scope_sql, {tenant_, role, scope}, RowCount::exactly(1)};
}

Statement OrganizationTemplateStore::withdraw_resource_scope(
    const OrganizationRoleId& role, const ScopeId& scope
) const {
  return Statement{withdraw_resource_scope_sql, {tenant_, role, scope}, RowCount::exactly(1)};
}

Statement OrganizationTemplateStore::withdraw_scopes(const OrganizationRoleId& role) const {
  return Statement{withdraw_scopes_sql, {tenant_, role}};
}

Statement OrganizationTemplateStore::withdraw_resource_scopes(const OrganizationRoleId& role
) const {
  return Statement{withdraw_resource_scopes_sql, {tenant_, role}};
}

}  // namespace daemun::storage
