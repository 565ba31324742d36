#include "domain/organization_invitation.h"

#include <array>
#include <utility>

namespace daemun {
namespace {

constexpr std::array<std::pair<InvitationStatus, std::string_view>, 4> words{{
    {InvitationStatus::pending, "Pending"},
    {InvitationStatus::accepted, "Accepted"},
    {InvitationStatus::expired, "Expired"},
    {InvitationStatus::revoked, "Revoked"},
}};

}  // namespace

std::string_view to_string(InvitationStatus status) {
  for (const auto& [value, word] : words) {
    if (value == status) return word;
  }
  return "";
}

std::optional<InvitationStatus> parse_invitation_status(std::string_view word) {
  for (const auto& [value, name] : words) {
    if (name == word) return value;
  }
  return std::nullopt;
}

InvitationStatus status_at(const OrganizationInvitation& invitation, TimePoint now) {
  const bool is_over = invitation.expires_at <= now;
  if (invitation.status == InvitationStatus::pending && is_over) return InvitationStatus::expired;
  return invitation.status;
}

InvitationStatus status_for_invitee(const OrganizationInvitation& invitation, TimePoint now) {
  const auto status = status_at(invitation, now);
  if (status == InvitationStatus::pending && !invitation.is_backed)
    return InvitationStatus::revoked;
  return status;
}

std::optional<InvitationRefusal> find_refusal(
    const OrganizationInvitation& invitation, const User& user, TimePoint now
) {
  if (status_for_invitee(invitation, now) != InvitationStatus::pending)
    return InvitationRefusal::ended;
  // Both are canonical; a user without an address is nobody's invitee.
  if (user.primary_email != invitation.invitee) return InvitationRefusal::other_address;
  return std::nullopt;
}

}  // namespace daemun
