#include "storage/user_relation_store.h"

#include "storage/list_parameter.h"
#include "storage/organization_store.h"
#include "storage/role_store.h"
#include "storage/role_store_sql.h"
#include "storage/user_relation_store_sql.h"
#include "storage/user_store_sql.h"

namespace daemun::storage {
namespace {

namespace sql = user_relation_store_sql;

}  // namespace

Task<UserRelationStore::RolePage> UserRelationStore::list_roles(
    UserId user, Search search, Window window
) const {
  const auto select = [&](std::string_view columns) {
    QueryBuilder query(database_.engine(), columns, sql::roles, {tenant_, user});
    query.add(search, "r.");
    return query;
  };
  std::vector<Query> queries;
  queries.push_back(
      std::move(select(role_store_sql::columns).add("order by r.name, r.id").add(window)).take()
  );
  queries.push_back(select("count(*) as total").take());
  const auto rows = co_await database_.read_all(std::move(queries));
  RolePage page;
  for (const auto& row : rows[0])
    page.roles.push_back(role_of(row));
  page.total = rows[1].front().integer("total");
  co_return page;
}

Task<std::vector<RoleId>> UserRelationStore::list_role_ids(UserId user) const {
  Query query{sql::role_ids, {tenant_, user}};
  const auto rows = co_await database_.read(std::move(query));
  std::vector<RoleId> ids;
  for (const auto& row : rows)
    ids.push_back(row.id<RoleId>("role_id"));
  co_return ids;
}

Task<std::map<std::string, RoleType>> UserRelationStore::find_role_types(std::vector<RoleId> ids
) const {
  std::map<std::string, RoleType> types;
  if (ids.empty()) co_return types;
  Query query{sql::role_types, {tenant_, ListParameter(ids).to_text()}};
  const auto rows = co_await database_.read(std::move(query));
  for (const auto& row : rows)
    types.emplace(
        row.text("id"), row.text("type") == "User" ? RoleType::user : RoleType::machine_to_machine
    );
  co_return types;
}

Task<bool> UserRelationStore::requires_mfa(UserId user, std::vector<OrganizationId> joined) const {
  Query query{sql::requires_mfa, {tenant_, std::move(user), ListParameter(joined).to_text()}};
  const auto rows = co_await database_.read(std::move(query));
  co_return !rows.empty();
}

Task<bool> UserRelationStore::forbids_trusted_devices(
    UserId user, std::vector<OrganizationId> joined
) const {
  Query query{
      sql::forbids_trusted_devices, {tenant_, std::move(user), ListParameter(joined).to_text()}};
  const auto rows = co_await database_.read(std::move(query));
  co_return !rows.empty();
}

Task<std::vector<UserOrganization>> UserRelationStore::list_organizations(UserId user) const {
  Query query{sql::organizations, {tenant_, user}};
  const auto rows = co_await database_.read(std::move(query));
  std::vector<UserOrganization> organizations;
  for (const auto& row : rows) {
    if (organizations.empty() || organizations.back().organization.id.value() != row.text("id"))
      organizations.push_back({.organization = organization_details_of(row)});
    if (row.is_null("role_id")) continue;
    organizations.back().roles.push_back(
        {.id = row.id<OrganizationRoleId>("role_id"), .name = row.text("role_name")}
    );
  }
  co_return organizations;
}

Statement UserRelationStore::remove_roles(const UserId& user) const {
  return Statement{user_store_sql::remove_roles, {tenant_, user}};
}

}  // namespace daemun::storage
