#include "storage/organization_invitation_store.h"

#include "storage/list_parameter.h"
#include "storage/organization_invitation_store_sql.h"
#include "storage/organization_member_store_sql.h"
#include "storage/search.h"

#include <utility>

namespace daemun::storage {
namespace {

namespace sql = organization_invitation_store_sql;

std::vector<OrganizationInvitation> invitations_of(const Rows& rows) {
  std::vector<OrganizationInvitation> invitations;
  for (const auto& row : rows) {
    if (invitations.empty() || invitations.back().id.value() != row.text("id")) {
      invitations.push_back(OrganizationInvitation{
          .id = row.id<OrganizationInvitationId>("id"),
          .inviter_id = row.optional_id<UserId>("inviter_id"),
          .invitee = row.text("invitee"),
          .accepted_user_id = row.optional_id<UserId>("accepted_user_id"),
          .organization_id = row.id<OrganizationId>("organization_id"),
          // An unreadable status admits nobody.
          .status = parse_invitation_status(row.text("status")).value_or(InvitationStatus::revoked),
          .created_at = row.time("created_at"),
          .updated_at = row.time("updated_at"),
          .expires_at = row.time("expires_at"),
          .roles = {},
      });
    }
    if (row.is_null("role_id")) continue;
    invitations.back().roles.push_back(
        {.id = row.id<OrganizationRoleId>("role_id"), .name = row.text("role_name")}
    );
  }
  return invitations;
}

}  // namespace

Task<std::optional<OrganizationInvitation>> OrganizationInvitationStore::find(
    OrganizationInvitationId id
) const {
  QueryBuilder query(database_.engine(), sql::columns, sql::with_roles, {tenant_});
  query.add("and i.id = $? order by r.name", id);
  auto text = std::move(query).take();
  const auto rows = co_await database_.read(std::move(text));
  auto invitations = invitations_of(rows);
  if (invitations.empty()) co_return std::nullopt;
  co_return std::move(invitations.front());
}

Task<std::vector<OrganizationInvitation>> OrganizationInvitationStore::list(Filter filter) const {
  QueryBuilder query(database_.engine(), sql::columns, sql::with_roles, {tenant_});
  if (filter.organization) query.add("and i.organization_id = $?", *filter.organization);
  if (filter.inviter) query.add("and i.inviter_id = $?", *filter.inviter);
  if (filter.invitee) query.add("and i.invitee = $?", *filter.invitee);
  query.add("order by i.created_at desc, i.id, r.name");
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
               sql::expire,
               {tenant_, invitation.organization_id, invitation.invitee, invitation.created_at}})
      .add(Statement{
          sql::insert,
          {tenant_,
           invitation.id,
           invitation.inviter_id,
           invitation.invitee,
           invitation.organization_id,
           invitation.created_at,
           invitation.expires_at},
          RowCount::exactly(1)})
      .add(Statement{
          sql::insert_roles,
          {tenant_, invitation.id, list.to_text()},
          RowCount::exactly(list.size())});
  return plan;
}

Plan OrganizationInvitationStore::accept(
    const OrganizationInvitationId& id, const UserId& user, TimePoint now
) const {
  Plan plan;
  plan.add(Statement{sql::accept, {tenant_, id, user, now}, RowCount::exactly(1)})
      .add(Statement{organization_member_store_sql::join_by_invitation, {tenant_, id, user}})
      .add(Statement{organization_member_store_sql::join_roles_by_invitation, {tenant_, id, user}});
  return plan;
}

Statement OrganizationInvitationStore::revoke(const OrganizationInvitationId& id, TimePoint now)
    const {
  return Statement{sql::revoke, {tenant_, id, now}, RowCount::exactly(1)};
}

Statement OrganizationInvitationStore::remove(const OrganizationInvitationId& id) const {
  return Statement{sql::remove, {tenant_, id}, RowCount::exactly(1)};
}

}  // namespace daemun::storage
