// An account whose owner has asked for its deletion stays when they sign in in time.
#ifndef DAEMUN_EXPERIENCE_KEPT_ACCOUNT_H
#define DAEMUN_EXPERIENCE_KEPT_ACCOUNT_H

#include "domain/user.h"
#include "experience/step.h"
#include "storage/sql.h"

namespace daemun::experience {

// Part of the plan that signs `user` in: ends the deletion, with a line in the audit log and a mail
// that says so. Empty for other accounts. `call` outlives the task.
Task<storage::Plan> plan_kept_account(const Call* call, User user);

}  // namespace daemun::experience

#endif
