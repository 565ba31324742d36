#include "storage/organization_invitation_store.h"

#include "storage/list_parameter.h"
#include "storage/search.h"

#include <utility>

namespace daemun::storage {
namespace {

// One row a role; an invitation without roles has one row with nulls.
constexpr const char* select_invitations =
    "select i.id, i.inviter_id, i.invitee, i.accepted_user_id, i.organization_id, i.status, "
    "i.created_at, i.updated_at, i.expires_at, r.id, r.name from organization_invitations i "
    "left join organization_invitation_roles x on x.tenant_id = i.tenant_id "
    "  and x.organization_invitation_id = i.id "
    "left join organization_roles r on r.tenant_id = x.tenant_id and r.id = x.organization_role_id "
    "where i.tenant_id = $1";

constexpr Sql expire_sql{
    "update organization_invitations set status = 'Expired', updated_at = $4 "
    "where tenant_id = $1 and organization_id = $2 and invitee = $3 and status = 'Pending' "
    "and expires_at <= $4"};
constexpr Sql insert_sql{
    "insert into organization_invitations (tenant_id, id, inviter_id, invitee, accepted_user_id, "
    "organization_id, status, created_at, updated_at, expires_at) "
    "values ($1, $2, $3, $4, null, $5, 'Pending', $6, $6, $7)"};
#define DAEMUN_INSERT_ROLES(list)                                                      \
  "insert into organization_invitation_roles (tenant_id, organization_invitation_id, " \
  "organization_role_id) "                                                             \
  "select $1, $2, r.id from organization_roles r where r.tenant_id = $1 "              \
  "and r.type = 'User' and r.id in (select x.value from " list("$3", "x") ")"
constexpr Sql insert_roles_sql{
    DAEMUN_INSERT_ROLES(DAEMUN_SQLITE_LIST), DAEMUN_INSERT_ROLES(DAEMUN_POSTGRES_LIST)};

// All conditions in the one statement that ends it: of several who try at once, one succeeds.
constexpr Sql accept_sql{
    "update organization_invitations set status = 'Accepted', accepted_user_id = $3, "
    "updated_at = $4 where tenant_id = $1 and id = $2 and status = 'Pending' and expires_at > $4 "
    "and invitee = (select u.primary_email from users u where u.tenant_id = $1 and u.id = $3)"};
constexpr Sql join_sql{
    "insert into organization_users (tenant_id, organization_id, user_id) "
    "select tenant_id, organization_id, $3 from organization_invitations "
    "where tenant_id = $1 and id = $2 on conflict do nothing"};
constexpr Sql join_roles_sql{
    "insert into organization_role_users (tenant_id, organization_id, organization_role_id, "
    "user_id) "
    "select i.tenant_id, i.organization_id, r.id, $3 from organization_invitations i "
    "join organization_invitation_roles x on x.tenant_id = i.tenant_id "
    "  and x.organization_invitation_id = i.id "
    "join organization_roles r on r.tenant_id = x.tenant_id and r.id = x.organization_role_id "
    "  and r.type = 'User' "
    "where i.tenant_id = $1 and i.id = $2 on conflict do nothing"};
constexpr Sql revoke_sql{
    "update organization_invitations set status = 'Revoked', updated_at = $3 "
    "where tenant_id = $1 and id = $2 and status = 'Pending' and expires_at > $3"};
constexpr Sql remove_sql{"delete from organization_invitations where tenant_id = $1 and id = $2"};

std::vector<OrganizationInvitation> invitations_of(const Rows& rows) {
  std::vector<OrganizationInvitation> invitations;
  for (const auto& row : rows) {
    if (invitations.empty() || invitations.back().id.value() != row.text(0)) {
      invitations.push_back(OrganizationInvitation{
          .id = row.id<OrganizationInvitationId>(0),
          .inviter_id = row.optional_id<UserId>(1),
          .invitee = row.text(2),
          .accepted_user_id = row.optional_id<UserId>(3),
          .organization_id = row.id<OrganizationId>(4),
          // What cannot be read is no way in.
          .status = parse_invitation_status(row.text(5)).value_or(InvitationStatus::revoked),
          .created_at = row.time(6),
          .updated_at = row.time(7),
          .expires_at = row.time(8),
          .roles = {},
      });
    }
    if (row.is_null(9)) continue;
    invitations.back().roles.push_back({.id = row.id<OrganizationRoleId>(9), .name = row.text(10)});
  }
  return invitations;
}

}  // namespace

Task<std::optional<OrganizationInvitation>> OrganizationInvitationStore::find(
    OrganizationInvitationId id
) const {
  QueryBuilder query(database_.engine(), select_invitations, {tenant_});
  query.add(" and i.id = $? order by r.name", id);
  auto text = std::move(query).take();
  const auto rows = co_await database_.read(std::move(text));
  auto invitations = invitations_of(rows);
  if (invitations.empty()) co_return std::nullopt;
  co_return std::move(invitations.front());
}

Task<std::vector<OrganizationInvitation>> OrganizationInvitationStore::list(Filter filter) const {
  QueryBuilder query(database_.engine(), select_invitations, {tenant_});
  if (filter.organization) query.add(" and i.organization_id = $?", *filter.organization);
  if (filter.inviter) query.add(" and i.inviter_id = $?", *filter.inviter);
  if (filter.invitee) query.add(" and i.invitee = $?", *filter.invitee);
  query.add(" order by i.created_at desc, i.id, r.name");
  auto text = std::move(query).take();
  const auto rows = co_await database_.read(std::move(text));
  co_return invitations_of(rows);
}

Plan OrganizationInvitationStore::insert(
    const OrganizationInvitation& invitation, const std::vector<OrganizationRoleId>& roles
) const {
  const ListParameter list(roles);
  Plan plan;
  plan.add(Statement{
               expire_sql,
               {tenant_, invitation.organization_id, invitation.invitee, invitation.created_at}})
      .add(Statement{
          insert_sql,
          {tenant_,
           invitation.id,
           invitation.inviter_id,
           invitation.invitee,
           invitation.organization_id,
           invitation.created_at,
           invitation.expires_at},
          RowCount::exactly(1)})
      .add(Statement{
          insert_roles_sql,
          {tenant_, invitation.id, list.to_text()},
          RowCount::exactly(list.size())});
  return plan;
}

Plan OrganizationInvitationStore::accept(
    const OrganizationInvitationId& id, const UserId& user, TimePoint now
) const {
  Plan plan;
  plan.add(Statement{accept_sql, {tenant_, id, user, now}, RowCount::exactly(1)})
      .add(Statement{join_sql, {tenant_, id, user}})
      .add(Statement{join_roles_sql, {tenant_, id, user}});
  return plan;
}

Statement OrganizationInvitationStore::revoke(const OrganizationInvitationId& id, TimePoint now)
    const {
  return Statement{revoke_sql, {tenant_, id, now}, RowCount::exactly(1)};
}

Statement OrganizationInvitationStore::remove(const OrganizationInvitationId& id) const {
  return Statement{remove_sql, {tenant_, id}, RowCount::exactly(1)};
}

}  // namespace daemun::storage
