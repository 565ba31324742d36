// Invitations into organizations.
#ifndef DAEMUN_STORAGE_ORGANIZATION_INVITATION_STORE_H
#define DAEMUN_STORAGE_ORGANIZATION_INVITATION_STORE_H

#include "domain/organization_invitation.h"
#include "storage/database.h"

#include <optional>
#include <string>
#include <vector>

namespace daemun::storage {

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

  // With its roles; what was pending for the invitee and has expired makes room.
  // Conflicts: unique when there is a pending one; foreign_key when there is no such organization,
  // or when the inviter is not a member; row_count when a role is unknown, or for machines.
  Plan insert(
      const OrganizationInvitation& invitation, const std::vector<OrganizationRoleId>& roles
  ) const;
  // The user becomes a member with the roles of the invitation. Conflict: row_count when it is not
  // pending any more, or the user's address is not the invitee's.
  Plan accept(const OrganizationInvitationId& id, const UserId& user, TimePoint now) const;
  // One row; none when it is not pending any more.
  Statement revoke(const OrganizationInvitationId& id, TimePoint now) const;
  // One row; none when there is no such invitation.
  Statement remove(const OrganizationInvitationId& id) const;

 private:
  Database& database_;
  TenantId tenant_;
};

}  // namespace daemun::storage

#endif
