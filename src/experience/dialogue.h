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

#include "api/described.h"
#include "api/identifiers.h"

namespace daemun::experience {

// The body of a state-changing request. Errors: 403 auth.forbidden (an Origin that is not ours),
// and those of api::parse_json_body.
Outcome<json::object> parse_body(const http::Request& request, const std::string& endpoint);

// Whether the member of that name has at most `max_bytes`, is not empty and has no control
// characters. Errors: guard.invalid_input.
Outcome<void> check_text(std::string_view text, std::string_view name, std::size_t max_bytes);

// An identifier as it was sent.
struct SentIdentifier {
  IdentifierType type{};
  std::string value{};
};
BOOST_DESCRIBE_STRUCT(SentIdentifier, (), (type, value))
// Errors: guard.invalid_input.
Outcome<void> check_identifier(const SentIdentifier& identifier);

struct Credentials {
  SentIdentifier identifier{};
  std::string password{};
};
BOOST_DESCRIBE_STRUCT(Credentials, (), (identifier, password))

// The password in normalisation form C; `name` is its member's. Errors: guard.invalid_input (empty,
// too long).
Outcome<Secret> require_password(std::string_view text, std::string_view name);
// Likewise, and as it was sent: hashes of other systems are of that.
struct TypedPassword {
  Secret normal;
  Secret typed;
};
Outcome<TypedPassword> require_typed_password(std::string_view text, std::string_view name);

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
struct Redirect {
  std::string redirect_to{};
};
BOOST_DESCRIBE_STRUCT(Redirect, (), (redirect_to))
Redirect resume(const Dependencies& dependencies, const InteractionId& id);

AuditEvent make_audit_event(
    const Dependencies& dependencies,
    const http::Request& request,
    const Interaction& interaction,
    std::string key
);

}  // namespace daemun::experience

#endif
