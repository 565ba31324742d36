// The offer to undo a change of the e-mail address: the mail to the old address, and its record.
#ifndef DAEMUN_ACCOUNT_EMAIL_UNDO_H
#define DAEMUN_ACCOUNT_EMAIL_UNDO_H

#include "storage/sql.h"

#include "account/dependencies.h"
#include "account/operation.h"

namespace daemun::account {

// For the plan that takes the caller's e-mail address away, behind the change. Without a way to
// send the mail there is no record: nobody would have its token. `call` outlives the task.
Task<storage::Plan> plan_email_undo(const Dependencies* dependencies, const Call* call);

}  // namespace daemun::account

#endif
