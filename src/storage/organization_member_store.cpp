#include "storage/organization_member_store.h"

#include "storage/list_parameter.h"
#include "storage/organization_member_store_sql.h"
#include "storage/organization_template_store.h"

#include <cstddef>
#include <type_traits>
#include <utility>

namespace daemun::storage {
namespace {

namespace sql = organization_member_store_sql;

// Which of the two statements of a name is about members of this type.
template <typename MemberId>
constexpr std::size_t which = std::is_same_v<MemberId, ApplicationId> ? 1 : 0;

}  // namespace

template <typename MemberId>
auto OrganizationMemberStore<MemberId>::list_held_roles(
    OrganizationId organization, std::vector<MemberId> members
) const -> Task<HeldRoles> {
  HeldRoles held;
  if (members.empty()) co_return held;
  Query query{
      sql::held_roles[which<MemberId>], {tenant_, organization, ListParameter(members).to_text()}};
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
  std::vector<Query> queries{
      {sql::is_member[which<MemberId>], {tenant_, organization, member}},
      {sql::roles[which<MemberId>], {tenant_, organization, member, window.limit, window.offset}},
      {sql::count_roles[which<MemberId>], {tenant_, organization, member}}};
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
  Query query{sql::everyone[which<MemberId>], {tenant_, std::move(organization)}};
  const Rows rows = co_await database_.read(std::move(query));
  std::vector<MemberId> members;
  for (const auto& row : rows)
    members.push_back(row.template id<MemberId>("member_id"));
  co_return members;
}

template <typename MemberId>
Task<bool> OrganizationMemberStore<MemberId>::are_known(std::vector<MemberId> members) const {
  const ListParameter list(members);
  Query query{sql::known[which<MemberId>], {tenant_, list.to_text()}};
  const Rows rows = co_await database_.read(std::move(query));
  co_return rows.front().integer("total") == static_cast<std::int64_t>(list.size());
}

template <typename MemberId>
Statement OrganizationMemberStore<MemberId>::add(
    const OrganizationId& organization, const std::vector<MemberId>& members
) const {
  const ListParameter list(members);
  return Statement{
      sql::add[which<MemberId>],
      {tenant_, organization, list.to_text()},
      RowCount::exactly(list.size())};
}

template <typename MemberId>
Plan OrganizationMemberStore<MemberId>::replace(
    const OrganizationId& organization, const std::vector<MemberId>& members
) const {
  const auto list = ListParameter(members).to_text();
  Plan plan;
  plan.add(Statement{sql::remove_others[which<MemberId>], {tenant_, organization, list}}
  ).add(add(organization, members));
  return plan;
}

template <typename MemberId>
Statement OrganizationMemberStore<MemberId>::remove(
    const OrganizationId& organization, const MemberId& member
) const {
  return Statement{
      sql::remove[which<MemberId>], {tenant_, organization, member}, RowCount::exactly(1)};
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
      sql::add_roles[which<MemberId>],
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
  plan.add(
          Statement{sql::remove_other_roles[which<MemberId>], {tenant_, organization, member, list}}
  ).add(add_roles(organization, std::vector<MemberId>{member}, roles));
  return plan;
}

template <typename MemberId>
Statement OrganizationMemberStore<MemberId>::remove_role(
    const OrganizationId& organization, const MemberId& member, const OrganizationRoleId& role
) const {
  return Statement{
      sql::remove_role[which<MemberId>],
      {tenant_, organization, member, role},
      RowCount::exactly(1)};
}

template class OrganizationMemberStore<UserId>;
template class OrganizationMemberStore<ApplicationId>;

}  // namespace daemun::storage
