#include "storage/organization_member_store.h"

#include "storage/list_parameter.h"
#include "storage/organization_member_store_sql.h"
#include "storage/organization_template_store.h"

#include <utility>

namespace daemun::storage {
namespace {

namespace sql = organization_member_store_sql;

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

constexpr MemberSql user_sql{
    .everyone = sql::user_everyone,
    .is_member = sql::user_is_member,
    .roles = sql::user_roles,
    .count_roles = sql::user_count_roles,
    .held_roles = sql::user_held_roles,
    .known = sql::user_known,
    .add = sql::user_add,
    .remove_others = sql::user_remove_others,
    .remove = sql::user_remove,
    .add_roles = sql::user_add_roles,
    .remove_other_roles = sql::user_remove_other_roles,
    .remove_role = sql::user_remove_role,
};
constexpr MemberSql application_sql{
    .everyone = sql::application_everyone,
    .is_member = sql::application_is_member,
    .roles = sql::application_roles,
    .count_roles = sql::application_count_roles,
    .held_roles = sql::application_held_roles,
    .known = sql::application_known,
    .add = sql::application_add,
    .remove_others = sql::application_remove_others,
    .remove = sql::application_remove,
    .add_roles = sql::application_add_roles,
    .remove_other_roles = sql::application_remove_other_roles,
    .remove_role = sql::application_remove_role,
};

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
    held[row.id<MemberId>("member_id")].push_back(
        {.id = row.id<OrganizationRoleId>("id"), .name = row.text("name")}
    );
  }
  co_return held;
}

template <typename MemberId>
auto OrganizationMemberStore<MemberId>::list_roles(
    OrganizationId organization, MemberId member, Window window
) const -> Task<RolePage> {
  const MemberSql& member_sql = sql_of(member);
  std::vector<Query> queries{
      {member_sql.is_member, {tenant_, organization, member}},
      {member_sql.roles, {tenant_, organization, member, window.limit, window.offset}},
      {member_sql.count_roles, {tenant_, organization, member}}};
  const std::vector<Rows> rows = co_await database_.read_all(std::move(queries));
  RolePage page;
  page.is_member = rows[0].front().integer("total") > 0;
  for (const Row& row : rows[1])
    page.roles.push_back(organization_role_of(row));
  page.total = rows[2].front().integer("total");
  co_return page;
}

template <typename MemberId>
Task<std::vector<MemberId>> OrganizationMemberStore<MemberId>::list(OrganizationId organization
) const {
  Query query{sql_of(MemberId()).everyone, {tenant_, std::move(organization)}};
  const Rows rows = co_await database_.read(std::move(query));
  std::vector<MemberId> members;
  for (const auto& row : rows)
    members.push_back(row.template id<MemberId>("member_id"));
  co_return members;
}

template <typename MemberId>
Task<bool> OrganizationMemberStore<MemberId>::are_known(std::vector<MemberId> members) const {
  const ListParameter list(members);
  Query query{sql_of(MemberId()).known, {tenant_, list.to_text()}};
  const Rows rows = co_await database_.read(std::move(query));
  co_return rows.front().integer("total") == static_cast<std::int64_t>(list.size());
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
