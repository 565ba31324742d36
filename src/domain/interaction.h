// A sign-in dialogue in progress. The protocol side writes the request and reads the results; the
// sign-in pages' side writes the results. They meet in this row and nowhere else.
#ifndef DAEMUN_DOMAIN_INTERACTION_H
#define DAEMUN_DOMAIN_INTERACTION_H

#include "base/clock.h"
#include "base/id.h"
#include "domain/authorization_request.h"
#include "domain/grant.h"
#include "domain/session_origin.h"

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace daemun {

// The purpose of the dialogue.
enum class InteractionPrompt { login, consent };

std::string_view to_string(InteractionPrompt prompt);

struct LoginResult {
  UserId user_id{};
  TimePoint signed_in_at{};
  std::vector<std::string> amr{};
  // When the account's password was set, the epoch if it has none: a new one makes the proof
  // worthless. Nothing in dialogues that an earlier version began.
  std::optional<TimePoint> password_updated_at{};
  // Of a sign-in with a company's identity provider.
  std::optional<SessionOrigin> origin{};
};

struct ConsentResult {
  enum class Answer { granted, denied } answer = Answer::granted;
};

// The content of a consent page: computed with the request, shown by the page.
struct ConsentQuestion {
  UserId user_id{};
  std::vector<std::string> missing_scopes{};  // OIDC scopes
  ResourceScopes missing_resource_scopes{};
};

struct Interaction {
  InteractionId id{};  // 43 characters, unguessable: it is in the browser's cookie
  InteractionPrompt prompt = InteractionPrompt::login;
  AuthorizationRequest request{};
  std::optional<ConsentQuestion> question{};  // when prompt is consent
  // The session that the request came with; the dialogue may replace it.
  std::optional<SessionId> session_id{};
  std::optional<LoginResult> login{};
  std::optional<ConsentResult> consent{};
  // The sign-in pages' own notes (verification records, profile ...): a JSON object.
  std::string experience_state = "{}";
  std::int64_t version = 1;  // raised by each update; an update of another version is a conflict
  TimePoint created_at{};
  TimePoint expires_at{};
};

// The text form of the columns that are documents.
std::string to_json_text(const LoginResult& login);
LoginResult parse_login_result(std::string_view text);
std::string to_json_text(const ConsentQuestion& question);
ConsentQuestion parse_consent_question(std::string_view text);
std::string to_json_text(const ResourceScopes& resource_scopes);
ResourceScopes parse_resource_scopes(std::string_view text);

}  // namespace daemun

#endif
