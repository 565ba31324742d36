#include "experience/dialogue.h"

#include "base/text.h"
#include "base/unicode.h"
#include "crypto/password_hash.h"
#include "domain/cookie_names.h"
#include "domain/interaction_cookie.h"
#include "experience/origin.h"
#include "http/cookie.h"
#include "http/form.h"
#include "storage/interaction_log_id.h"
#include "storage/interaction_store.h"

#include <algorithm>
#include <utility>

namespace daemun::experience {
namespace {

constexpr std::size_t max_identifier_bytes = 128;

bool has_control_character(std::string_view text) {
  return std::any_of(text.begin(), text.end(), [](char c) {
    return static_cast<unsigned char>(c) < 0x20 || c == 0x7f;
  });
}

std::optional<std::string> find_query(const http::Request& request, std::string_view name) {
  const auto query = http::parse_form(request.query);
  const auto value = query ? query->find(name) : std::nullopt;
  if (!value) return std::nullopt;
  return std::string(*value);
}

// Which of the browser's dialogues a page of ours means. Pages of others say nothing: theirs is the
// newest one of the application.
std::string find_handle(const http::Request& request) {
  if (const auto header = request.header("daemun-interaction")) return std::string(*header);
  return find_query(request, "interaction").value_or("");
}

std::optional<InteractionId> find_by_handle(
    const InteractionCookie& cookie, const std::string& handle
) {
  if (handle.empty()) return std::nullopt;
  for (const auto& id : cookie.list()) {
    if (storage::interaction_handle(id) == handle) return id;
  }
  return std::nullopt;
}

}  // namespace

Outcome<json::object> parse_body(const http::Request& request, const std::string& endpoint) {
  const auto checked = check_origin(request, endpoint);
  if (!checked) return checked.error();
  return api::parse_json_body(request);
}

Outcome<void> check_text(std::string_view text, std::string_view name, std::size_t max_bytes) {
  if (text.empty()) return invalid_input(std::string(name) + " must be a string");
  if (text.size() > max_bytes) return invalid_input(std::string(name) + " is too long");
  if (has_control_character(text)) {
    return invalid_input(std::string(name) + " has a control character");
  }
  return {};
}

Outcome<void> check_identifier(const SentIdentifier& identifier) {
  return check_text(identifier.value, "value", max_identifier_bytes);
}

Outcome<Secret> require_password(std::string_view text, std::string_view name) {
  if (text.empty()) return invalid_input(std::string(name) + " must be a string");
  // Before normalisation and hashing: the length must not be the sender's to choose.
  if (text.size() > crypto::max_password_bytes) return invalid_input("the password is too long");
  auto normal = to_nfc(text);
  if (!normal) return invalid_input("the password is not valid UTF-8");
  if (normal->size() > crypto::max_password_bytes ||
      count_characters(*normal) > crypto::max_password_characters) {
    return invalid_input("the password is too long");
  }
  return Secret(std::move(*normal));
}

Outcome<TypedPassword> require_typed_password(std::string_view text, std::string_view name) {
  auto normal = require_password(text, name);
  if (!normal) return normal.error();
  return TypedPassword{.normal = std::move(*normal), .typed = Secret(std::string(text))};
}

std::optional<ApplicationId> find_application_id(const http::Request& request) {
  if (const auto header = request.header("logto-app-id"); header && !header->empty()) {
    return ApplicationId(std::string(*header));
  }
  auto app_id = find_query(request, "app_id");
  if (!app_id) return std::nullopt;
  return ApplicationId(std::move(*app_id));
}

Task<Outcome<Interaction>> load_interaction(
    const Dependencies& dependencies, http::Request request
) {
  const auto value = http::find_cookie(
      request, cookie_name(interaction_cookie_name, dependencies.tenant, dependencies.endpoint)
  );
  if (!value) co_return session_not_found();
  const auto cookie = InteractionCookie::parse(*value);
  const auto application = find_application_id(request);
  const auto handle = find_handle(request);
  auto id = find_by_handle(cookie, handle);
  // A page that names its dialogue means no other one.
  if (!id && !handle.empty()) co_return session_not_found();
  if (!id && application) id = cookie.find(*application);
  if (!id) id = cookie.find_newest();
  if (!id) co_return session_not_found();

  const storage::InteractionStore store(
      dependencies.database, dependencies.vault, dependencies.tenant
  );
  auto interaction = co_await store.find(*id);
  if (!interaction || interaction->expires_at <= dependencies.clock.now()) {
    co_return session_not_found();
  }
  // A dialogue that one application began must not end in another.
  if (application && interaction->request.client_id != *application) co_return session_not_found();
  co_return std::move(*interaction);
}

Task<Outcome<Dialogue>> load_dialogue(const Dependencies& dependencies, http::Request request) {
  auto interaction = co_await load_interaction(dependencies, std::move(request));
  if (!interaction) co_return interaction.error();
  if (interaction->prompt != InteractionPrompt::login) co_return session_not_found();
  Dialogue dialogue;
  dialogue.state = parse_experience_state(interaction->experience_state);
  dialogue.interaction = std::move(*interaction);
  dialogue.settings = co_await dependencies.settings.find_sign_in_experience();
  const auto fields = co_await dependencies.settings.list_profile_fields();
  dialogue.sign_up_fields = list_sign_up_fields(*dialogue.settings, *fields);
  co_return dialogue;
}

Redirect resume(const Dependencies& dependencies, const InteractionId& id) {
  return {.redirect_to = dependencies.endpoint + "/oidc/auth/" + id.value()};
}

AuditEvent make_audit_event(
    const Dependencies& dependencies,
    const http::Request& request,
    const Interaction& interaction,
    std::string key
) {
  auto event = storage::make_audit_event(
      dependencies,
      std::move(key),
      {.ip = request.remote_address, .user_agent = request.header("user-agent").value_or("")}
  );
  event.application_id = interaction.request.client_id;
  event.session_id = interaction.session_id;
  if (!interaction.id.empty()) {
    event.details["interactionId"] = storage::to_log_id(interaction.id);
  }
  return event;
}

}  // namespace daemun::experience
