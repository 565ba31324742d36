// Joining an organization: a dialogue that an invitation's link began ends in the membership, in
// the plan that signs the person in or makes the account.
#ifndef DAEMUN_EXPERIENCE_INVITATION_H
#define DAEMUN_EXPERIENCE_INVITATION_H

#include "experience/request_error.h"
#include "experience/step.h"
#include "experience/submission.h"
#include "storage/sql.h"

#include <vector>

namespace daemun::experience {

// 422 organization_invitation.ended.
RequestError invitation_ended();

// POST …/verification/invitation/verify: the link proves the invited address, for a new account.
// Nobody signs in by it, for it works for days. Errors: 422 organization_invitation.ended (also in
// any other dialogue), 422 user.email_already_in_use.
Task<Outcome<Taken>> verify_invitation(const Call& call);

// Of the end of a dialogue: nothing where no invitation began it, or where nobody signs in. Errors:
// 422 organization_invitation.ended, 422 organization_invitation.email_mismatch (the person has
// signed in to another account than the invited one).
Task<Outcome<storage::Plan>> plan_acceptance(const Call* call, const Submission* end);

// The organization of the invitation that has begun the dialogue; else none. `call` outlives the
// task.
Task<std::vector<OrganizationId>> list_inviting_organizations(const Call* call);

}  // namespace daemun::experience

#endif
