// What the end of a dialogue writes about second factors.
#ifndef DAEMUN_EXPERIENCE_SUBMITTED_MFA_H
#define DAEMUN_EXPERIENCE_SUBMITTED_MFA_H

#include "experience/dependencies.h"
#include "experience/mfa_check.h"
#include "experience/submission.h"
#include "storage/sql.h"

namespace daemun::experience {

// For an account that exists: that the proven factor is still there, before anything changes.
storage::Plan require_proven_factor(const Dependencies& dependencies, const Submission& end);

// New factors and the account's flags; `before` is what they were decided on.
storage::Plan plan_mfa(
    const Dependencies& dependencies, const Submission& end, const PersonMfa& before, TimePoint now
);

}  // namespace daemun::experience

#endif
