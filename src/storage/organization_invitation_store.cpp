#include "storage/organization_invitation_store.h"

#include "crypto/hmac.h"
#include "storage/list_parameter.h"
#include "storage/organization_invitation_store_sql.h"
#include "storage/organization_member_store_sql.h"
#include "storage/search.h"

#include <utility>

namespace daemun::storage {
namespace {

namespace sql = organization_invitation_store_sql;

OrganizationInvitation invitation_of(const Row& row) {
  return OrganizationInvitation{
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
      .redirect_url = row.optional_text("redirect_url"),
      .inviter_permission = row.optional_text("inviter_permission"),
      .is_backed = row.boolean("is_backed"),
      .roles = {},
  };
}

void add_role(OrganizationInvitation& invitation, const Row& row) {
  if (row.is_null("role_id")) return;
  invitation.roles.push_back(
      {.id = row.id<OrganizationRoleId>("role_id"), .name = row.text("role_name")}
  );
}

std::vector<OrganizationInvitation> invitations_of(const Rows& rows) {
  std::vector<OrganizationInvitation> invitations;
  for (const auto& row : rows) {
    if (invitations.empty() || invitations.back().id.value() != row.text("id"))
      invitations.push_back(invitation_of(row));
    add_role(invitations.back(), row);
  }
  return invitations;
}

Task<std::optional<OrganizationInvitation>> find_one(Database* database, Query query) {
  const auto rows = co_await database->read(std::move(query));
  auto invitations = invitations_of(rows);
  if (invitations.empty()) co_return std::nullopt;
  co_return std::move(invitations.front());
}

void add_filter(QueryBuilder& query, const OrganizationInvitationStore::Filter& filter) {
  if (filter.organization) query.add("and i.organization_id = $?", *filter.organization);
  if (filter.inviter) query.add("and i.inviter_id = $?", *filter.inviter);
  if (filter.invitee) query.add("and i.invitee = $?", *filter.invitee);
  query.add("order by i.created_at desc, i.id, r.name");
}

}  // namespace

Task<std::optional<OrganizationInvitation>> OrganizationInvitationStore::find(
    OrganizationInvitationId id
) const {
  QueryBuilder query(database_.engine(), sql::columns, sql::with_roles, {tenant_});
  query.add("and i.id = $? order by r.name", id);
  return find_one(&database_, std::move(query).take());
}

Task<std::vector<OrganizationInvitation>> OrganizationInvitationStore::list(Filter filter) const {
  QueryBuilder query(database_.engine(), sql::columns, sql::with_roles, {tenant_});
  add_filter(query, filter);
  auto text = std::move(query).take();
  const auto rows = co_await database_.read(std::move(text));
  co_return invitations_of(rows);
}

Task<std::vector<PendingInvitation>> OrganizationInvitationStore::list_pending(
    Filter filter, TimePoint now
) const {
  const auto columns = std::string(sql::columns) + ", " + std::string(sql::names);
  QueryBuilder query(database_.engine(), columns, sql::pending, {tenant_, now});
  add_filter(query, filter);
  auto text = std::move(query).take();
  const auto rows = co_await database_.read(std::move(text));
  std::vector<PendingInvitation> all;
  for (const auto& row : rows) {
    if (all.empty() || all.back().invitation.id.value() != row.text("id")) {
      all.push_back(PendingInvitation{
          .invitation = invitation_of(row),
          .inviter_name = row.optional_text("inviter_name"),
          .organization_name = row.text("organization_name"),
          .organization_branding = row.text("organization_branding"),
      });
    }
    add_role(all.back().invitation, row);
  }
  co_return all;
}

Task<std::int64_t> OrganizationInvitationStore::count_pending(
    OrganizationId organization, TimePoint now
) const {
  Query query{sql::count_pending, {tenant_, std::move(organization), now}};
  const auto rows = co_await database_.read(std::move(query));
  co_return rows.front().integer("total");
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
           invitation.expires_at,
           invitation.redirect_url,
           invitation.inviter_permission},
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
      .add(join(id, user));
  return plan;
}

Plan OrganizationInvitationStore::join(const OrganizationInvitationId& id, const UserId& user)
    const {
  Plan plan;
  plan.add(Statement{organization_member_store_sql::join_by_invitation, {tenant_, id, user}}
  ).add(Statement{organization_member_store_sql::join_roles_by_invitation, {tenant_, id, user}});
  return plan;
}

Task<std::optional<OrganizationInvitation>> OrganizationInvitationStore::find_by_link(LinkHash link
) const {
  QueryBuilder query(database_.engine(), sql::columns, sql::with_roles, {tenant_});
  query.add("and i.id = $?", link.id).add("and i.token_hash = $?", Bytes{std::move(link.hash)});
  query.add("order by r.name");
  return find_one(&database_, std::move(query).take());
}

Statement OrganizationInvitationStore::put_link(const LinkHash& link, TimePoint now) const {
  return Statement{sql::put_link, {tenant_, link.id, Bytes{link.hash}, now}, RowCount::exactly(1)};
}

Statement OrganizationInvitationStore::remove_link(
    const OrganizationInvitationId& id, TimePoint now
) const {
  return Statement{sql::remove_link, {tenant_, id, now}, RowCount::exactly(1)};
}

Plan OrganizationInvitationStore::accept_by_link(
    const LinkHash& link, const UserId& user, TimePoint now
) const {
  Plan plan;
  plan.add(Statement{
               sql::accept_by_link,
               {tenant_, link.id, user, now, Bytes{link.hash}},
               RowCount::exactly(1)})
      .add(join(link.id, user));
  return plan;
}

LinkHash hash_link(const Vault& vault, const TenantId& tenant, const InvitationLink& link) {
  const auto key = vault.derive("invitation links/" + tenant.value());
  const auto text = link.id.value() + "/" + link.token.reveal();
  return {.id = link.id, .hash = crypto::hmac_sha256(key.reveal(), text)};
}

Statement OrganizationInvitationStore::revoke_of_inviter(const UserId& inviter, TimePoint now)
    const {
  return Statement{sql::revoke_of_inviter, {tenant_, inviter, now}};
}

Statement OrganizationInvitationStore::revoke(const OrganizationInvitationId& id, TimePoint now)
    const {
  return Statement{sql::revoke, {tenant_, id, now}, RowCount::exactly(1)};
}

Statement OrganizationInvitationStore::remove(const OrganizationInvitationId& id) const {
  return Statement{sql::remove, {tenant_, id}, RowCount::exactly(1)};
}

}  // namespace daemun::storage
