// From a request to the dialogue that it belongs to: the checks that every call of the API shares.
#ifndef DAEMUN_EXPERIENCE_DIALOGUE_H
#define DAEMUN_EXPERIENCE_DIALOGUE_H

#include "base/json.h"
#include "base/task.h"
#include "domain/audit_event.h"
#include "domain/interaction.h"
#include "domain/profile_field.h"
#include "domain/sign_in_experience.h"
#include "experience/dependencies.h"
#include "experience/experience_state.h"
#include "experience/request_error.h"
#include "http/request.h"
#include "http/response.h"

#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace daemun::experience {

// The body of a state-changing request. Errors: 403 auth.forbidden (an Origin that is not ours),
// and those of api::parse_json_body.
Outcome<json::object> parse_body(const http::Request& request, const std::string& endpoint);

// A string member of at most `max_bytes`, not empty and without control characters.
// Errors: guard.invalid_input.
Outcome<std::string> require_string(
    const json::object& body, std::string_view name, std::size_t max_bytes
);

// {"type": ..., "value": ...} of the member "identifier", as it was sent. Errors:
// guard.invalid_input.
struct SentIdentifier {
  IdentifierType type = IdentifierType::username;
  std::string value;
};
Outcome<SentIdentifier> require_identifier(const json::object& body);

// The member "password" in normalisation form C. Errors: guard.invalid_input (empty, too long).
Outcome<Secret> require_password(const json::object& body, std::string_view name);
// Likewise, and as it was sent: hashes of other systems are of that.
struct TypedPassword {
  Secret normal;
  Secret typed;
};
Outcome<TypedPassword> require_typed_password(const json::object& body, std::string_view name);

// Which application the request says it is about: the header Logto-App-Id, or the query's app_id.
std::optional<ApplicationId> find_application_id(const http::Request& request);

// The living dialogue of the request's cookie: the one that the request names (the header
// Daemun-Interaction, or the query's interaction), else the newest one of the application. Errors:
// session.not_found, also for the dialogue of another application.
Task<Outcome<Interaction>> load_interaction(
    const Dependencies& dependencies, http::Request request
);

// A dialogue of the prompt `login` with all that its rules look at. Errors: as above.
struct Dialogue {
  Interaction interaction;
  ExperienceState state;
  std::shared_ptr<const SignInExperience> settings;
  std::vector<ProfileField> sign_up_fields{};
};
Task<Outcome<Dialogue>> load_dialogue(const Dependencies& dependencies, http::Request request);

// Where the browser goes on: the authorization endpoint takes the result from there.
std::string resume_url(const Dependencies& dependencies, const InteractionId& id);

AuditEvent make_audit_event(
    const Dependencies& dependencies,
    const http::Request& request,
    const Interaction& interaction,
    std::string key
);

}  // namespace daemun::experience

#endif
