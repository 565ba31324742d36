// Mails that tell the owner of an account what has happened to it: an owner who did not do it can
// act. They go to the address that the account had before the change.
#ifndef DAEMUN_EXPERIENCE_SECURITY_NOTICE_H
#define DAEMUN_EXPERIENCE_SECURITY_NOTICE_H

#include "domain/message_template.h"
#include "domain/user.h"
#include "experience/step.h"

namespace daemun::experience {

// To be committed with the change. Empty for an account without an e-mail address, and where none
// can be sent: a change does not fail for its notice. `call` outlives the task.
Task<storage::Plan> plan_security_notice(const Call* call, TemplateType event, User user);

}  // namespace daemun::experience

#endif
