// Messages of the dialogue: who they are about, and those that bring a verification code.
#ifndef DAEMUN_EXPERIENCE_CODE_MESSAGE_H
#define DAEMUN_EXPERIENCE_CODE_MESSAGE_H

#include "domain/verification_code.h"
#include "experience/dialogue.h"
#include "experience/message_context.h"
#include "experience/step.h"

namespace daemun::experience {

MessageContext message_context_of(const Call& call);

// The template of the event that the page names: of binding, where an account adds an identifier
// that sign-up does not ask for.
TemplateType choose_code_template(
    const Dialogue& dialogue, IdentifierType type, InteractionEvent event
);

// As for any message, with the dialogue's line for webhooks. `call` outlives the task.
Task<RequestError> refuse_message(
    const Call* call, messages::MessageOrder order, RequestError error
);

}  // namespace daemun::experience

#endif
