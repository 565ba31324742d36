// Invitations into an organization: who may take one up, and when.
#ifndef DAEMUN_DOMAIN_ORGANIZATION_INVITATION_H
#define DAEMUN_DOMAIN_ORGANIZATION_INVITATION_H

#include "base/clock.h"
#include "domain/organization.h"
#include "domain/user.h"

#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace daemun {

// 21 characters [0-9a-z].
using OrganizationInvitationId = Id<struct OrganizationInvitationTag>;

// From Pending an invitation goes to one of the others, and stays there.
enum class InvitationStatus { pending, accepted, expired, revoked };

// Logto's words: "Pending", "Accepted", "Expired", "Revoked".
std::string_view to_string(InvitationStatus status);
std::optional<InvitationStatus> parse_invitation_status(std::string_view word);

struct OrganizationInvitation {
  OrganizationInvitationId id{};
  std::optional<UserId> inviter_id{};
  std::string invitee{};  // a canonical e-mail address
  std::optional<UserId> accepted_user_id{};
  OrganizationId organization_id{};
  InvitationStatus status = InvitationStatus::pending;  // as it was last written
  TimePoint created_at{};
  TimePoint updated_at{};
  TimePoint expires_at{};
  // Where the invitee goes after joining through our link; nothing: where the tenant says.
  std::optional<std::string> redirect_url{};
  // With which a member has sent it; nothing: an administrator or a machine has.
  std::optional<std::string> inviter_permission{};
  // As read: whether that member still may send it. It comes back with the member's right.
  bool is_backed = true;
  std::vector<OrganizationRoleName> roles{};  // by name
};

// Time alone ends an invitation that nobody has touched.
InvitationStatus status_at(const OrganizationInvitation& invitation, TimePoint now);

// The same as the invitee is told: what has lost its backing is as good as revoked.
InvitationStatus status_for_invitee(const OrganizationInvitation& invitation, TimePoint now);

enum class InvitationRefusal {
  ended,          // accepted, revoked or expired before, or without its backing
  other_address,  // the user is not the one who was invited
};

// Whether the user may take the invitation up; nothing when so.
std::optional<InvitationRefusal> find_refusal(
    const OrganizationInvitation& invitation, const User& user, TimePoint now
);

}  // namespace daemun

#endif
