// Codes that are sent by e-mail or SMS, whatever they prove: how one is made and sent, and how an
// entered one becomes a proof.
#ifndef DAEMUN_EXPERIENCE_SENT_CODE_H
#define DAEMUN_EXPERIENCE_SENT_CODE_H

#include "domain/verification_code.h"
#include "experience/decisions.h"
#include "experience/method.h"
#include "experience/step.h"

#include <optional>
#include <string>
#include <string_view>

#include "messages/messenger.h"

namespace daemun::experience {

// The verification's own data: the purpose that the message named.
inline constexpr std::string_view code_template_type = "templateType";

struct CodeOrder {
  std::string scope{};  // the dialogue, and what for: a code of another scope is never compared
  Identifier recipient{};
  TemplateType usage = TemplateType::generic;
  messages::MessageOrder::Use use = messages::MessageOrder::Use::sent;
  std::string known_browser{};  // messages/limits.h
};
// Replaces the scope's earlier code, and answers with the id of the new one. Errors: what
// messages::Messenger::prepare refuses. `call` outlives the task.
Task<Outcome<VerificationId>> send_code(const Call* call, CodeOrder order);

struct EnteredCode {
  std::string scope{};
  Identifier recipient{};
  std::string verification_id{};
  std::string code{};
  const VerificationMethod* method = nullptr;
  AuditEvent event{};  // of the attempt
  // As the person has typed the recipient; absent: it is the account's own, a second factor.
  std::optional<SentIdentifier> typed{};
};
// Each attempt takes a place of the recipient's, or of the account's factor. A step that is taken
// again, because the dialogue has changed, is no second attempt. Errors: 404
// session.verification_session_not_found; those of verification_code_problem; 400
// verification_code.code_mismatch, session.verification_blocked_too_many_attempts.
Task<Outcome<Taken>> verify_sent_code(const Call* call, EnteredCode entered);

}  // namespace daemun::experience

#endif
