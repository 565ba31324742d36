#include "storage/user_relation_store.h"

#include "storage/role_store.h"

namespace daemun::storage {
namespace {

constexpr std::string_view roles_of_user =
    " from roles r join users_roles ur on ur.tenant_id = r.tenant_id and ur.role_id = r.id "
    "where ur.tenant_id = $1 and ur.user_id = $2";
constexpr Sql role_ids_sql{
    "select role_id from users_roles where tenant_id = $1 and user_id = $2 order by role_id"};
// One row a role in an organization; nulls for an organization without.
constexpr Sql organizations_sql{
    "select o.id, o.name, o.description, o.custom_data, o.is_mfa_required, "
    "o.is_trusted_device_allowed, o.color, o.branding, o.custom_css, o.created_at, r.id, r.name "
    "from organization_users m "
    "join organizations o on o.tenant_id = m.tenant_id and o.id = m.organization_id "
    "left join organization_role_users mr on mr.tenant_id = m.tenant_id "
    "  and mr.organization_id = m.organization_id and mr.user_id = m.user_id "
    "left join organization_roles r on r.tenant_id = mr.tenant_id "
    "  and r.id = mr.organization_role_id "
    "where m.tenant_id = $1 and m.user_id = $2 order by o.created_at, o.id, r.name"};
constexpr Sql remove_roles_sql{"delete from users_roles where tenant_id = $1 and user_id = $2"};

RoleType role_type_of(const Row& row, std::size_t column) {
  return row.text(column) == "User" ? RoleType::user : RoleType::machine_to_machine;
}

OrganizationDetails organization_of(const Row& row) {
  return OrganizationDetails{
      .id = row.id<OrganizationId>(0),
      .name = row.text(1),
      .description = row.optional_text(2),
      .custom_data = row.text(3),
      .is_mfa_required = row.boolean(4),
      .is_trusted_device_allowed = row.boolean(5),
      .color = row.text(6),
      .branding = row.text(7),
      .custom_css = row.optional_text(8),
      .created_at = row.time(9),
  };
}

}  // namespace

Task<UserRelationStore::RolePage> UserRelationStore::list_roles(
    UserId user, Search search, Window window
) const {
  const auto select = [&](std::string_view columns) {
    QueryBuilder query(database_.engine(), "select " + std::string(columns), {tenant_, user});
    query.add(roles_of_user).add(search, "r.");
    return query;
  };
  std::vector<Query> queries;
  queries.push_back(std::move(select("r.id, r.name, r.description, r.type, r.is_default")
                                  .add(" order by r.name, r.id")
                                  .add(window))
                        .take());
  queries.push_back(select("count(*)").take());
  const auto rows = co_await database_.read_all(std::move(queries));
  RolePage page;
  for (const auto& row : rows[0])
    page.roles.push_back(role_of(row, 0));
  page.total = rows[1].front().integer(0);
  co_return page;
}

Task<std::vector<RoleId>> UserRelationStore::list_role_ids(UserId user) const {
  Query query{role_ids_sql, {tenant_, user}};
  const auto rows = co_await database_.read(std::move(query));
  std::vector<RoleId> ids;
  for (const auto& row : rows)
    ids.push_back(row.id<RoleId>(0));
  co_return ids;
}

Task<std::map<std::string, RoleType>> UserRelationStore::find_role_types(std::vector<RoleId> ids
) const {
  std::map<std::string, RoleType> types;
  if (ids.empty()) co_return types;
  QueryBuilder builder(
      database_.engine(), "select id, type from roles where tenant_id = $1 and id in (", {tenant_}
  );
  for (const auto& id : ids)
    builder.add(&id == &ids.front() ? "$?" : ", $?", id);
  builder.add(")");
  auto query = std::move(builder).take();
  const auto rows = co_await database_.read(std::move(query));
  for (const auto& row : rows)
    types.emplace(row.text(0), role_type_of(row, 1));
  co_return types;
}

Task<std::vector<UserOrganization>> UserRelationStore::list_organizations(UserId user) const {
  Query query{organizations_sql, {tenant_, user}};
  const auto rows = co_await database_.read(std::move(query));
  std::vector<UserOrganization> organizations;
  for (const auto& row : rows) {
    if (organizations.empty() || organizations.back().organization.id.value() != row.text(0))
      organizations.push_back({.organization = organization_of(row)});
    if (row.is_null(10)) continue;
    organizations.back().roles.push_back(
        {.id = row.id<OrganizationRoleId>(10), .name = row.text(11)}
    );
  }
  co_return organizations;
}

Statement UserRelationStore::remove_roles(const UserId& user) const {
  return Statement{remove_roles_sql, {tenant_, user}};
}

}  // namespace daemun::storage
