#include "storage/organization_template_store.h"

#include "base/json.h"
#include "storage/list_parameter.h"
#include "storage/organization_template_store_sql.h"
#include "storage/resource_store.h"

#include <unordered_map>
#include <utility>

namespace daemun::storage {
namespace {

namespace sql = organization_template_store_sql;

// Of a list of ids in JSON, which each engine unfolds in its way.

OrganizationScope scope_of(const Row& row) {
  return OrganizationScope{
      .id = row.id<OrganizationScopeId>("id"),
      .name = row.text("name"),
      .description = row.optional_text("description"),
  };
}

}  // namespace

OrganizationRole organization_role_of(const Row& row) {
  return OrganizationRole{
      .id = row.id<OrganizationRoleId>("id"),
      .name = row.text("name"),
      .description = row.optional_text("description"),
      .type = parse_role_type(row.text("type")).value_or(RoleType::user),
  };
}

Task<std::optional<OrganizationRole>> OrganizationTemplateStore::find_role(OrganizationRoleId id
) const {
  Query query{sql::find_role, {tenant_, id}};
  const auto rows = co_await database_.read(std::move(query));
  if (rows.empty()) co_return std::nullopt;
  co_return organization_role_of(rows.front());
}

Task<std::vector<OrganizationRole>> OrganizationTemplateStore::find_roles(
    std::vector<OrganizationRoleId> ids, std::vector<std::string> names
) const {
  Query query{
      sql::find_roles, {tenant_, ListParameter(ids).to_text(), ListParameter(names).to_text()}};
  const auto rows = co_await database_.read(std::move(query));
  std::vector<OrganizationRole> roles;
  for (const auto& row : rows)
    roles.push_back(organization_role_of(row));
  co_return roles;
}

Task<OrganizationTemplateStore::RolePage> OrganizationTemplateStore::list_roles(
    Search search, Window window
) const {
  const auto select = [&](const char* columns) {
    QueryBuilder query(database_.engine(), columns, sql::all_roles, {tenant_});
    query.add(search);
    return query;
  };
  std::vector<Query> queries;
  auto page_query = select("id, name, description, type");
  queries.push_back(std::move(page_query.add("order by name").add(window)).take());
  queries.push_back(select("count(*) as total").take());
  const auto rows = co_await database_.read_all(std::move(queries));
  RolePage page;
  page.total = rows[1].front().integer("total");
  if (rows[0].empty()) co_return page;

  std::unordered_map<OrganizationRoleId, std::size_t> places;
  json::array ids;
  for (const auto& row : rows[0]) {
    places.emplace(row.id<OrganizationRoleId>("id"), page.roles.size());
    ids.emplace_back(row.text("id"));
    page.roles.push_back(RoleWithScopes{
        .role = organization_role_of(row), .scopes = {}, .resource_scopes = {}});
  }
  const auto list = json::serialize(ids);
  std::vector<Query> relations{
      {sql::scopes_of_roles, {tenant_, list}}, {sql::resource_scopes_of_roles, {tenant_, list}}};
  const auto scopes = co_await database_.read_all(std::move(relations));
  for (const auto& row : scopes[0])
    page.roles[places.at(row.id<OrganizationRoleId>("role_id"))].scopes.push_back(scope_of(row));
  for (const auto& row : scopes[1]) {
    page.roles[places.at(row.id<OrganizationRoleId>("role_id"))].resource_scopes.push_back(
        resource_scope_of(row)
    );
  }
  co_return page;
}

Task<std::optional<OrganizationScope>> OrganizationTemplateStore::find_scope(OrganizationScopeId id
) const {
  Query query{sql::find_scope, {tenant_, id}};
  const auto rows = co_await database_.read(std::move(query));
  if (rows.empty()) co_return std::nullopt;
  co_return scope_of(rows.front());
}

Task<OrganizationTemplateStore::ScopePage> OrganizationTemplateStore::list_scopes(
    Search search, Window window
) const {
  const auto select = [&](const char* columns) {
    QueryBuilder query(database_.engine(), columns, sql::every_scope, {tenant_});
    query.add(search);
    return query;
  };
  std::vector<Query> queries;
  auto page_query = select("id, name, description");
  queries.push_back(std::move(page_query.add("order by name").add(window)).take());
  queries.push_back(select("count(*) as total").take());
  const auto rows = co_await database_.read_all(std::move(queries));
  ScopePage page;
  for (const auto& row : rows[0])
    page.scopes.push_back(scope_of(row));
  page.total = rows[1].front().integer("total");
  co_return page;
}

Task<std::vector<OrganizationScope>> OrganizationTemplateStore::list_all_scopes() const {
  Query query{sql::all_scopes, {tenant_}};
  const auto rows = co_await database_.read(std::move(query));
  std::vector<OrganizationScope> scopes;
  for (const auto& row : rows)
    scopes.push_back(scope_of(row));
  co_return scopes;
}

Task<OrganizationTemplateStore::ScopePage> OrganizationTemplateStore::list_scopes(
    OrganizationRoleId role, Window window
) const {
  std::vector<Query> queries{
      {sql::scopes_of_role, {tenant_, role, window.limit, window.offset}},
      {sql::count_scopes_of_role, {tenant_, role}}};
  const auto rows = co_await database_.read_all(std::move(queries));
  ScopePage page;
  for (const auto& row : rows[0])
    page.scopes.push_back(scope_of(row));
  page.total = rows[1].front().integer("total");
  co_return page;
}

Task<OrganizationTemplateStore::ResourceScopePage> OrganizationTemplateStore::list_resource_scopes(
    OrganizationRoleId role, Window window
) const {
  std::vector<Query> queries{
      {sql::resource_scopes_of_role, {tenant_, role, window.limit, window.offset}},
      {sql::count_resource_scopes_of_role, {tenant_, role}}};
  const auto rows = co_await database_.read_all(std::move(queries));
  ResourceScopePage page;
  for (const auto& row : rows[0])
    page.scopes.push_back(resource_scope_of(row));
  page.total = rows[1].front().integer("total");
  co_return page;
}

Task<bool> OrganizationTemplateStore::has_management_scope(std::vector<std::string> scopes) const {
  Query query{sql::has_management_scope, {tenant_, json::serialize(to_json_array(scopes))}};
  const auto rows = co_await database_.read(std::move(query));
  co_return rows.front().integer("total") > 0;
}

Statement OrganizationTemplateStore::insert_role(const OrganizationRole& role) const {
  return Statement{
      sql::insert_role,
      {tenant_, role.id, role.name, role.description, to_string(role.type)},
      RowCount::exactly(1)};
}

Statement OrganizationTemplateStore::update_role(
    const OrganizationRoleId& id, const OrganizationRoleChanges& changes
) const {
  const auto type = changes.type ? SqlValue(to_string(*changes.type)) : SqlValue();
  return Statement{
      sql::update_role,
      {tenant_, id, changes.name, changes.sets_description, changes.description, type},
      RowCount::exactly(1)};
}

Statement OrganizationTemplateStore::remove_role(const OrganizationRoleId& id) const {
  return Statement{sql::remove_role, {tenant_, id}, RowCount::exactly(1)};
}

Statement OrganizationTemplateStore::lock_role(const OrganizationRoleId& id, RoleType type) const {
  return Statement{sql::lock_role, {tenant_, id, to_string(type)}, RowCount::exactly(1)};
}

Statement OrganizationTemplateStore::insert_scope(const OrganizationScope& scope) const {
  return Statement{
      sql::insert_scope, {tenant_, scope.id, scope.name, scope.description}, RowCount::exactly(1)};
}

Statement OrganizationTemplateStore::update_scope(
    const OrganizationScopeId& id, const OrganizationScopeChanges& changes
) const {
  return Statement{
      sql::update_scope,
      {tenant_, id, changes.name, changes.sets_description, changes.description},
      RowCount::exactly(1)};
}

Statement OrganizationTemplateStore::remove_scope(const OrganizationScopeId& id) const {
  return Statement{sql::remove_scope, {tenant_, id}, RowCount::exactly(1)};
}

Statement OrganizationTemplateStore::assign_scope(
    const OrganizationRoleId& role, const OrganizationScopeId& scope
) const {
  return Statement{sql::assign_scope, {tenant_, role, scope}};
}

Statement OrganizationTemplateStore::assign_resource_scope(
    const OrganizationRoleId& role, const ScopeId& scope
) const {
  return Statement{sql::assign_resource_scope, {tenant_, role, scope}};
}

Statement OrganizationTemplateStore::withdraw_scope(
    const OrganizationRoleId& role, const OrganizationScopeId& scope
) const {
  return Statement{sql::withdraw_scope, {tenant_, role, scope}, RowCount::exactly(1)};
}

Statement OrganizationTemplateStore::withdraw_resource_scope(
    const OrganizationRoleId& role, const ScopeId& scope
) const {
  return Statement{sql::withdraw_resource_scope, {tenant_, role, scope}, RowCount::exactly(1)};
}

Statement OrganizationTemplateStore::withdraw_scopes(const OrganizationRoleId& role) const {
  return Statement{sql::withdraw_scopes, {tenant_, role}};
}

Statement OrganizationTemplateStore::withdraw_resource_scopes(const OrganizationRoleId& role
) const {
  return Statement{sql::withdraw_resource_scopes, {tenant_, role}};
}

}  // namespace daemun::storage
