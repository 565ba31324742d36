// Messages to people, from wherever they are caused: a dialogue, or a call with an access token.
#ifndef DAEMUN_EXPERIENCE_MESSAGE_CONTEXT_H
#define DAEMUN_EXPERIENCE_MESSAGE_CONTEXT_H

#include "base/secret.h"
#include "domain/sign_in_experience.h"
#include "domain/verification_code.h"
#include "experience/dependencies.h"
#include "experience/request_error.h"
#include "experience/webhooks.h"

#include <memory>
#include <optional>
#include <string>

#include "messages/messenger.h"

namespace daemun::experience {

// Outlives the tasks below.
struct MessageContext {
  const Dependencies& dependencies;
  const http::Request& request;
  std::shared_ptr<const SignInExperience> settings{};
  std::string ui_locales{};
  std::optional<ApplicationId> application{};
  std::optional<OrganizationId> organization{};
};

// What every message may say: language, application, organization.
Task<json::object> make_common_payload(
    const MessageContext* context, connectors::ConnectorType type
);

// For the recipient of the code, in the language of the page.
Task<messages::MessageOrder> make_code_order(
    const MessageContext* context, VerificationCode code, Secret value
);

// What to answer when the messenger refuses it; tells webhooks when too many were sent.
Task<RequestError> refuse_message(
    const Dependencies* dependencies, RefusedMessage refused, RequestError error
);

// "2026-11-29 20:53 UTC", as mails say it.
std::string to_minute_text(TimePoint time);

// A mail that tells the owner of an account what has happened to it, to be committed with the
// change.
struct SecurityNotice {
  TemplateType event{};
  User user{};           // to whose e-mail address it goes
  json::object facts{};  // that it says beside time and place
};
// Empty for an account without an e-mail address, and where none can be sent: a change does not
// fail for its notice.
Task<storage::Plan> plan_security_notice(const MessageContext* context, SecurityNotice notice);

}  // namespace daemun::experience

#endif
