// Messages of the dialogue: what their templates may say, and those that bring a verification code.
#ifndef DAEMUN_EXPERIENCE_CODE_MESSAGE_H
#define DAEMUN_EXPERIENCE_CODE_MESSAGE_H

#include "base/secret.h"
#include "domain/verification_code.h"
#include "experience/dialogue.h"
#include "experience/step.h"

#include "messages/messenger.h"

namespace daemun::experience {

// What every message may say: language, application, organization. `call` outlives the task.
Task<json::object> make_common_payload(const Call* call, connectors::ConnectorType type);

// The template of the event that the page names: of binding, where an account adds an identifier
// that sign-up does not ask for.
TemplateType choose_code_template(
    const Dialogue& dialogue, IdentifierType type, InteractionEvent event
);

// For the recipient of the code, in the language of the page. `call` outlives the task.
Task<messages::MessageOrder> make_code_order(const Call* call, VerificationCode code, Secret value);

// What to answer when the messenger refuses it; tells webhooks when too many were sent.
Task<RequestError> refuse_message(
    const Call* call, messages::MessageOrder order, RequestError error
);

}  // namespace daemun::experience

#endif
