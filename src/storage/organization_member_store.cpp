#include "storage/organization_member_store.h"

#include "storage/list_parameter.h"
#include "storage/organization_template_store.h"

#include <utility>

namespace daemun::storage {
namespace {

// The statements about members of one type.
struct MemberSql {
  Sql everyone;
  Sql is_member;
  Sql roles;
  Sql count_roles;
  Sql held_roles;
  Sql known;
  Sql add;
  Sql remove_others;
  Sql remove;
  Sql add_roles;
  Sql remove_other_roles;
  Sql remove_role;
};

// An update that changes nothing makes a row that is there already count.
#define DAEMUN_ADD(list, table, column, source)                                   \
  "insert into " table " (tenant_id, organization_id, " column                    \
  ") select $1, $2, m.id from " source " and m.id in (select x.value from " list( \
      "$3", "x"                                                                   \
  ) ") order by m.id on conflict (tenant_id, organization_id, " column            \
    ") do update set organization_id = excluded.organization_id"
#define DAEMUN_KNOWN(list, table) \
  "select count(*) from " table   \
  " where tenant_id = $1 and id in (select x.value from " list("$2", "x") ")"
#define DAEMUN_REMOVE_OTHERS(list, table, column)                                   \
  "delete from " table " where tenant_id = $1 and organization_id = $2 and " column \
  " not in (select m.value from " list("$3", "m") ")"
#define DAEMUN_ADD_ROLES(list, table, column, type)                                          \
  "insert into " table " (tenant_id, organization_id, organization_role_id, " column         \
  ") "                                                                                       \
  "select $1, $2, r.id, m.value from organization_roles r cross join " list(                 \
      "$3", "m"                                                                              \
  ) " "                                                                                      \
    "where r.tenant_id = $1 and r.type = '" type "' and r.id in (select x.value from " list( \
        "$4", "x"                                                                            \
    ) ") order by r.id, m.value "                                                            \
      "on conflict (tenant_id, organization_id, organization_role_id, " column               \
      ") "                                                                                   \
      "do update set organization_id = excluded.organization_id"
#define DAEMUN_REMOVE_OTHER_ROLES(list, table, column)                              \
  "delete from " table " where tenant_id = $1 and organization_id = $2 and " column \
  " = $3 and organization_role_id not in (select x.value from " list("$4", "x") ")"
#define DAEMUN_ROLES_OF(table, column)                                    \
  " from " table                                                          \
  " m join organization_roles r on r.tenant_id = m.tenant_id and r.id = " \
  "m.organization_role_id where m.tenant_id = $1 and m.organization_id = $2 and m." column " = $3"

#define DAEMUN_HELD_ROLES(list, table, column)                                                   \
  "select m." column ", r.id, r.name from " table                                                \
  " m join organization_roles r on r.tenant_id = m.tenant_id and r.id = m.organization_role_id " \
  "where m.tenant_id = $1 and m.organization_id = $2 and m." column                              \
  " in (select x.value from " list("$3", "x") ") order by r.name"

#define DAEMUN_MEMBER_SQL(table, source, members, role_members, column, type)                      \
  {                                                                                                \
    .everyone = {"select " column " from " members                                                 \
                 " where tenant_id = $1 and organization_id = $2 order by " column},               \
    .is_member = {"select count(*) from " members                                                  \
                  " where tenant_id = $1 and organization_id = $2 and " column " = $3"},           \
    .roles = {"select r.id, r.name, r.description, r.type" DAEMUN_ROLES_OF(                        \
        role_members, column                                                                       \
    ) " order by r.name limit $4 offset $5"},                                                      \
    .count_roles = {"select count(*)" DAEMUN_ROLES_OF(role_members, column)},                      \
    .held_roles =                                                                                  \
        {DAEMUN_HELD_ROLES(DAEMUN_SQLITE_LIST, role_members, column),                              \
         DAEMUN_HELD_ROLES(DAEMUN_POSTGRES_LIST, role_members, column)},                           \
    .known = {DAEMUN_KNOWN(DAEMUN_SQLITE_LIST, table), DAEMUN_KNOWN(DAEMUN_POSTGRES_LIST, table)}, \
    .add =                                                                                         \
        {DAEMUN_ADD(DAEMUN_SQLITE_LIST, members, column, source),                                  \
         DAEMUN_ADD(DAEMUN_POSTGRES_LIST, members, column, source)},                               \
    .remove_others =                                                                               \
        {DAEMUN_REMOVE_OTHERS(DAEMUN_SQLITE_LIST, members, column),                                \
         DAEMUN_REMOVE_OTHERS(DAEMUN_POSTGRES_LIST, members, column)},                             \
    .remove = {"delete from " members " where tenant_id = $1 and organization_id = $2 and " column \
               " = $3"},                                                                           \
    .add_roles =                                                                                   \
        {DAEMUN_ADD_ROLES(DAEMUN_SQLITE_LIST, role_members, column, type),                         \
         DAEMUN_ADD_ROLES(DAEMUN_POSTGRES_LIST, role_members, column, type)},                      \
    .remove_other_roles =                                                                          \
        {DAEMUN_REMOVE_OTHER_ROLES(DAEMUN_SQLITE_LIST, role_members, column),                      \
         DAEMUN_REMOVE_OTHER_ROLES(DAEMUN_POSTGRES_LIST, role_members, column)},                   \
    .remove_role = {"delete from " role_members                                                    \
                    " where tenant_id = $1 and organization_id = $2 and " column                   \
                    " = $3 and organization_role_id = $4"},                                        \
  }

constexpr MemberSql user_sql DAEMUN_MEMBER_SQL(
    "users",
    "users m where m.tenant_id = $1",
    "organization_users",
    "organization_role_users",
    "user_id",
    "User"
);
constexpr MemberSql application_sql DAEMUN_MEMBER_SQL(
    "applications",
    "applications m where m.tenant_id = $1 and m.type = 'MachineToMachine'",
    "organization_applications",
    "organization_role_applications",
    "application_id",
    "MachineToMachine"
);

const MemberSql& sql_of(const UserId&) {
  return user_sql;
}
const MemberSql& sql_of(const ApplicationId&) {
  return application_sql;
}

}  // namespace

template <typename MemberId>
auto OrganizationMemberStore<MemberId>::list_held_roles(
    OrganizationId organization, std::vector<MemberId> members
) const -> Task<HeldRoles> {
  HeldRoles held;
  if (members.empty()) co_return held;
  Query query{
      sql_of(MemberId()).held_roles, {tenant_, organization, ListParameter(members).to_text()}};
  const Rows rows = co_await database_.read(std::move(query));
  for (const Row& row : rows) {
    held[row.id<MemberId>(0)].push_back({.id = row.id<OrganizationRoleId>(1), .name = row.text(2)});
  }
  co_return held;
}

template <typename MemberId>
auto OrganizationMemberStore<MemberId>::list_roles(
    OrganizationId organization, MemberId member, Window window
) const -> Task<RolePage> {
  const MemberSql& sql = sql_of(member);
  std::vector<Query> queries{
      {sql.is_member, {tenant_, organization, member}},
      {sql.roles, {tenant_, organization, member, window.limit, window.offset}},
      {sql.count_roles, {tenant_, organization, member}}};
  const std::vector<Rows> rows = co_await database_.read_all(std::move(queries));
  RolePage page;
  page.is_member = rows[0].front().integer(0) > 0;
  for (const Row& row : rows[1])
    page.roles.push_back(organization_role_of(row, 0));
  page.total = rows[2].front().integer(0);
  co_return page;
}

template <typename MemberId>
Task<std::vector<MemberId>> OrganizationMemberStore<MemberId>::list(OrganizationId organization
) const {
  Query query{sql_of(MemberId()).everyone, {tenant_, std::move(organization)}};
  const Rows rows = co_await database_.read(std::move(query));
  std::vector<MemberId> members;
  for (const auto& row : rows)
    members.push_back(row.template id<MemberId>(0));
  co_return members;
}

template <typename MemberId>
Task<bool> OrganizationMemberStore<MemberId>::are_known(std::vector<MemberId> members) const {
  const ListParameter list(members);
  Query query{sql_of(MemberId()).known, {tenant_, list.to_text()}};
  const Rows rows = co_await database_.read(std::move(query));
  co_return rows.front().integer(0) == static_cast<std::int64_t>(list.size());
}

template <typename MemberId>
Statement OrganizationMemberStore<MemberId>::add(
    const OrganizationId& organization, const std::vector<MemberId>& members
) const {
  const ListParameter list(members);
  return Statement{
      sql_of(MemberId()).add,
      {tenant_, organization, list.to_text()},
      RowCount::exactly(list.size())};
}

template <typename MemberId>
Plan OrganizationMemberStore<MemberId>::replace(
    const OrganizationId& organization, const std::vector<MemberId>& members
) const {
  const auto list = ListParameter(members).to_text();
  Plan plan;
  plan.add(Statement{sql_of(MemberId()).remove_others, {tenant_, organization, list}}
  ).add(add(organization, members));
  return plan;
}

template <typename MemberId>
Statement OrganizationMemberStore<MemberId>::remove(
    const OrganizationId& organization, const MemberId& member
) const {
  return Statement{sql_of(member).remove, {tenant_, organization, member}, RowCount::exactly(1)};
}

template <typename MemberId>
Statement OrganizationMemberStore<MemberId>::add_roles(
    const OrganizationId& organization,
    const std::vector<MemberId>& members,
    const std::vector<OrganizationRoleId>& roles
) const {
  const ListParameter member_list(members);
  const ListParameter role_list(roles);
  return Statement{
      sql_of(MemberId()).add_roles,
      {tenant_, organization, member_list.to_text(), role_list.to_text()},
      RowCount::exactly(member_list.size() * role_list.size())};
}

template <typename MemberId>
Plan OrganizationMemberStore<MemberId>::replace_roles(
    const OrganizationId& organization,
    const MemberId& member,
    const std::vector<OrganizationRoleId>& roles
) const {
  const auto list = ListParameter(roles).to_text();
  Plan plan;
  plan.add(Statement{sql_of(member).remove_other_roles, {tenant_, organization, member, list}}
  ).add(add_roles(organization, std::vector<MemberId>{member}, roles));
  return plan;
}

template <typename MemberId>
Statement OrganizationMemberStore<MemberId>::remove_role(
    const OrganizationId& organization, const MemberId& member, const OrganizationRoleId& role
) const {
  return Statement{
      sql_of(member).remove_role, {tenant_, organization, member, role}, RowCount::exactly(1)};
}

template class OrganizationMemberStore<UserId>;
template class OrganizationMemberStore<ApplicationId>;

}  // namespace daemun::storage
