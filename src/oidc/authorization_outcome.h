// From a decision about an authorization to what is written and what is answered.
#ifndef DAEMUN_OIDC_AUTHORIZATION_OUTCOME_H
#define DAEMUN_OIDC_AUTHORIZATION_OUTCOME_H

#include "base/task.h"
#include "domain/interaction.h"
#include "http/request.h"
#include "http/response.h"
#include "oidc/authorization_decision.h"
#include "oidc/authorization_parameters.h"
#include "oidc/authorization_session.h"
#include "oidc/dependencies.h"
#include "storage/sql.h"

#include <optional>
#include <string>
#include <string_view>

namespace daemun::oidc {

// One authorization on its way, from whichever of the doors, with all that is known of it.
struct Passage {
  http::Request request{};
  ClientPtr client{};
  AuthorizationRequest authorization{};
  ResponseTarget target{};
  AuthorizationFacts facts{};
  std::optional<Interaction> interaction{};      // the dialogue that has just ended
  std::optional<SessionChange> fresh_session{};  // by its sign-in
};

struct AuthorizationOutcome {
  storage::Plan plan{};
  std::optional<AuditEvent> line{};  // for the journal, after the commit
  http::Response response{};
  std::optional<SessionChange> renewed_session{};
  bool is_end = true;  // the dialogue's cookies may go
};

// The sign-in or consent page, for a new dialogue.
AuthorizationOutcome plan_interaction(
    const Dependencies& dependencies, const Passage& passage, Interact decision
);
// A code for the application, or the approval that its device waits for.
Task<AuthorizationOutcome> plan_grant(
    const Dependencies& dependencies, const Passage& passage, const IssueCode& decision
);
Task<AuthorizationOutcome> plan_refusal(
    const Dependencies& dependencies, const Passage& passage, const OAuthError& error
);

// The line about a dialogue that begins or ends.
AuditEvent audit_dialogue(
    const Dependencies& dependencies,
    const Passage& passage,
    std::string key,
    const Interaction& interaction
);

// To a page of the device flow.
http::Response device_page_response(std::string_view page);

}  // namespace daemun::oidc

#endif
