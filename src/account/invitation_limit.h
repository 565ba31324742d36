// Limits on how often members invite. The rows of invitations cannot be counted for this: they are
// deleted when the inviter leaves.
#ifndef DAEMUN_ACCOUNT_INVITATION_LIMIT_H
#define DAEMUN_ACCOUNT_INVITATION_LIMIT_H

#include "domain/organization_invitation.h"

#include "account/dependencies.h"
#include "api/request_error.h"

namespace daemun::account {

// Of an organization on one day of UTC, and to one address of these. Members send mails to
// addresses of their choice, so this bounds what a thief of an account can do.
inline constexpr std::int64_t invitations_a_day = 1000;
inline constexpr std::int64_t invitations_of_an_address_a_day = 3;

// Takes a place for the invitation, durably. Errors: 429 request.message_rate_limited.
Task<api::Outcome<void>> count_invitation(
    const Dependencies* dependencies, OrganizationInvitation invitation
);

}  // namespace daemun::account

#endif
