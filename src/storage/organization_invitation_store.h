// Invitations into organizations.
#ifndef DAEMUN_STORAGE_ORGANIZATION_INVITATION_STORE_H
#define DAEMUN_STORAGE_ORGANIZATION_INVITATION_STORE_H

#include "domain/invitation_link.h"
#include "storage/database.h"
#include "storage/vault.h"

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

namespace daemun::storage {

// A link as it is stored: an HMAC by a key of the vault, so that the database opens none.
struct LinkHash {
  OrganizationInvitationId id{};
  std::string hash{};
};
LinkHash hash_link(const Vault& vault, const TenantId& tenant, const InvitationLink& link);

// An invitation that waits for an answer, with the names that people know.
struct PendingInvitation {
  OrganizationInvitation invitation{};
  std::optional<std::string> inviter_name{};
  std::string organization_name{};
  std::string organization_branding = "{}";  // JSON object
};

class OrganizationInvitationStore {
 public:
  OrganizationInvitationStore(Database& database, TenantId tenant)
      : database_(database), tenant_(std::move(tenant)) {}

  Task<std::optional<OrganizationInvitation>> find(OrganizationInvitationId id) const;
  struct Filter {
    std::optional<OrganizationId> organization{};
    std::optional<UserId> inviter{};
    std::optional<std::string> invitee{};  // canonical
  };
  // The newest first.
  Task<std::vector<OrganizationInvitation>> list(Filter filter) const;

  // The newest first.
  Task<std::vector<PendingInvitation>> list_pending(Filter filter, TimePoint now) const;

  // How many of the organization wait for an answer.
  Task<std::int64_t> count_pending(OrganizationId organization, TimePoint now) const;

  // With its roles; what was pending for the invitee and has expired makes room.
  // Conflicts: unique when there is a pending one; foreign_key when there is no such organization,
  // or when the inviter is not a member; row_count when a role is unknown, or for machines.
  Plan insert(
      const OrganizationInvitation& invitation, const std::vector<OrganizationRoleId>& roles
  ) const;
  // The user becomes a member with the roles of the invitation. Conflict: row_count when it is not
  // pending any more, has lost its backing, or the user's address is not the invitee's.
  Plan accept(const OrganizationInvitationId& id, const UserId& user, TimePoint now) const;

  // Of the newest link of an invitation, whatever has become of the invitation.
  Task<std::optional<OrganizationInvitation>> find_by_link(LinkHash link) const;
  // The only link of its invitation from now on. One row; none when the invitation has ended.
  Statement put_link(const LinkHash& link, TimePoint now) const;
  // The invitation has no link any more: a mail leads elsewhere. One row, as above.
  Statement remove_link(const OrganizationInvitationId& id, TimePoint now) const;
  // As accept; row_count also when there is a newer link.
  Plan accept_by_link(const LinkHash& link, const UserId& user, TimePoint now) const;

  // One row; none when it is not pending any more.
  Statement revoke(const OrganizationInvitationId& id, TimePoint now) const;
  // All that wait for an answer, of every organization.
  Statement revoke_of_inviter(const UserId& inviter, TimePoint now) const;
  // One row; none when there is no such invitation.
  Statement remove(const OrganizationInvitationId& id) const;

 private:
  Plan join(const OrganizationInvitationId& id, const UserId& user) const;

  Database& database_;
  TenantId tenant_;
};

}  // namespace daemun::storage

#endif
