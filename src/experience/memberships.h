// The organizations and roles that a person gets at the end of a dialogue: of a link, of an
// invitation, and just in time.
#ifndef DAEMUN_EXPERIENCE_MEMBERSHIPS_H
#define DAEMUN_EXPERIENCE_MEMBERSHIPS_H

#include "experience/step.h"
#include "experience/submission.h"
#include "experience/webhooks.h"
#include "storage/sql.h"

#include <vector>

namespace daemun::experience {

// All but that of an invitation, which plan_acceptance accepts (experience/invitation.h).
storage::Plan plan_memberships(const Call& call, const Submission& end);

// The webhook event of each of these that the person is not a member of yet, as it is now: what an
// administrator changes at the same moment may be told as well. `call` outlives the task.
Task<storage::Plan> plan_membership_messages(const Call* call, Submission end, EventSource source);

// The organizations that the person is a member of at the end, and need not be yet. `call` outlives
// the task.
Task<std::vector<OrganizationId>> list_joined_organizations(const Call* call);

}  // namespace daemun::experience

#endif
