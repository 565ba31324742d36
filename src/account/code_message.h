// Messages that a call causes: codes and notices to the owner of the account, and invitations.
#ifndef DAEMUN_ACCOUNT_CODE_MESSAGE_H
#define DAEMUN_ACCOUNT_CODE_MESSAGE_H

#include "domain/message_template.h"
#include "domain/organization_invitation.h"
#include "domain/verification_code.h"
#include "experience/message_context.h"
#include "storage/sql.h"

#include "account/dependencies.h"
#include "account/operation.h"

namespace daemun::account {

// Stores a new code and sends it. `event`: of the audit log about the call, for webhooks that are
// told of a refusal. Errors: those of messages::Messenger::prepare. `call` outlives the task.
Task<api::Outcome<storage::Plan>> plan_code(
    const Dependencies* dependencies, const Call* call, VerificationCode code, AuditEvent event
);

// To the address that the account had before the change, to be committed with it.
Task<storage::Plan> plan_notice(
    const Dependencies* dependencies, const Call* call, TemplateType event
);
// The same with facts of its own, to the address of the user that it names. Empty where none can be
// sent.
Task<storage::Plan> plan_notice(
    const Dependencies* dependencies, const Call* call, experience::SecurityNotice notice
);

// The mail that invites, with the caller as the inviter. Errors: as plan_code.
Task<api::Outcome<storage::Plan>> plan_invitation_mail(
    const Dependencies* dependencies, const Call* call, OrganizationInvitation invitation
);

}  // namespace daemun::account

#endif
