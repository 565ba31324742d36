#include "experience/experience_state.h"

#include <algorithm>
#include <stdexcept>
#include <utility>

namespace daemun::experience {
namespace {

constexpr std::size_t max_verifications = 10;

std::string require_text(const json::object& object, std::string_view name) {
  const auto text = find_string(object, name);
  if (!text) throw std::runtime_error("stored dialogue lacks " + std::string(name));
  return std::string(*text);
}

std::optional<std::string> optional_text(const json::object& object, std::string_view name) {
  const auto text = find_string(object, name);
  if (!text) return std::nullopt;
  return std::string(*text);
}

std::optional<TimePoint> optional_time(const json::object& object, std::string_view name) {
  const auto time = find_integer(object, name);
  if (!time) return std::nullopt;
  return from_unix_ms(*time);
}

template <typename T>
T require_known(std::optional<T> value) {
  if (!value) throw std::runtime_error("stored dialogue has an unknown word");
  return std::move(*value);
}

std::optional<VerificationType> parse_verification_type(std::string_view word) {
  for (const auto type :
       {VerificationType::password,
        VerificationType::new_password_identity,
        VerificationType::one_time_token}) {
    if (to_string(type) == word) return type;
  }
  return std::nullopt;
}

template <typename SomeId>
std::vector<std::string> words_of(const std::vector<SomeId>& ids) {
  std::vector<std::string> words;
  for (const auto& id : ids)
    words.push_back(id.value());
  return words;
}

template <typename SomeId>
std::vector<SomeId> parse_ids(const json::object& object, std::string_view name) {
  std::vector<SomeId> ids;
  for (auto& word : find_strings(object, name))
    ids.emplace_back(std::move(word));
  return ids;
}

json::object to_json(const Verification& verification) {
  json::object object{
      {"id", verification.id},
      {"type", to_string(verification.type)},
      {"identifier_type", to_string(verification.identifier.type)},
      {"identifier", verification.identifier.value},
      {"expires_at", to_unix_ms(verification.expires_at)},
  };
  if (!verification.user_id.empty()) object["user_id"] = verification.user_id.value();
  if (verification.password_updated_at)
    object["password_updated_at"] = to_unix_ms(*verification.password_updated_at);
  if (!verification.password_hash.empty()) object["password_hash"] = verification.password_hash;
  if (!verification.organizations.empty()) {
    object["organizations"] = to_json_array(words_of(verification.organizations));
  }
  if (!verification.roles.empty()) {
    object["roles"] = to_json_array(words_of(verification.roles));
  }
  return object;
}

Verification parse_verification(const json::value& value) {
  const auto* object = value.if_object();
  if (object == nullptr) throw std::runtime_error("stored verification is not an object");
  const auto expires_at = find_integer(*object, "expires_at");
  Verification verification;
  verification.id = require_text(*object, "id");
  verification.type = require_known(parse_verification_type(require_text(*object, "type")));
  verification.identifier.type =
      require_known(parse_identifier_type(require_text(*object, "identifier_type")));
  verification.identifier.value = require_text(*object, "identifier");
  verification.expires_at = from_unix_ms(require_known(expires_at));
  if (verification.type == VerificationType::password) {
    verification.user_id = UserId(require_text(*object, "user_id"));
  } else if (verification.type == VerificationType::new_password_identity) {
    verification.password_hash = require_text(*object, "password_hash");
  } else {
    verification.user_id = UserId(optional_text(*object, "user_id").value_or(""));
  }
  verification.organizations = parse_ids<OrganizationId>(*object, "organizations");
  verification.roles = parse_ids<RoleId>(*object, "roles");
  verification.password_updated_at = optional_time(*object, "password_updated_at");
  return verification;
}

json::object to_json(const PendingProfile& profile) {
  json::object object;
  if (profile.username) object["username"] = *profile.username;
  if (profile.email) object["email"] = *profile.email;
  if (profile.password_hash) object["password_hash"] = *profile.password_hash;
  if (profile.name) object["name"] = *profile.name;
  if (profile.avatar) object["avatar"] = *profile.avatar;
  if (!profile.profile.empty()) object["profile"] = profile.profile;
  if (!profile.custom_data.empty()) object["custom_data"] = profile.custom_data;
  if (profile.is_form_answered) object["is_form_answered"] = true;
  return object;
}

PendingProfile parse_profile(const json::object& object) {
  PendingProfile profile;
  profile.username = optional_text(object, "username");
  profile.email = optional_text(object, "email");
  profile.password_hash = optional_text(object, "password_hash");
  profile.name = optional_text(object, "name");
  profile.avatar = optional_text(object, "avatar");
  if (const auto* members = find_object(object, "profile")) profile.profile = *members;
  if (const auto* members = find_object(object, "custom_data")) profile.custom_data = *members;
  profile.is_form_answered = find_bool(object, "is_form_answered").value_or(false);
  return profile;
}

}  // namespace

std::string_view to_string(InteractionEvent event) {
  return event == InteractionEvent::sign_in ? "SignIn" : "Register";
}

std::optional<InteractionEvent> parse_interaction_event(std::string_view word) {
  for (const auto event : {InteractionEvent::sign_in, InteractionEvent::register_}) {
    if (to_string(event) == word) return event;
  }
  return std::nullopt;
}

std::string_view to_string(VerificationType type) {
  constexpr std::string_view words[] = {"Password", "NewPasswordIdentity", "OneTimeToken"};
  return words[static_cast<std::size_t>(type)];
}

void ExperienceState::add(Verification verification) {
  if (verifications.size() >= max_verifications) verifications.erase(verifications.begin());
  verifications.push_back(std::move(verification));
}

bool ExperienceState::is_invited() const {
  return std::any_of(verifications.begin(), verifications.end(), [](const auto& item) {
    return item.type == VerificationType::one_time_token && item.user_id.empty();
  });
}

bool ExperienceState::is_invited_with_role() const {
  return std::any_of(verifications.begin(), verifications.end(), [](const auto& item) {
    return item.type == VerificationType::one_time_token && item.user_id.empty() &&
           !item.roles.empty();
  });
}

const Verification* ExperienceState::find(std::string_view id) const {
  const auto found = std::find_if(
      verifications.begin(), verifications.end(), [id](const auto& item) { return item.id == id; }
  );
  return found == verifications.end() ? nullptr : &*found;
}

ExperienceState without_identity(ExperienceState state) {
  state.user_id.reset();
  state.is_new_user_identified = false;
  state.profile.email.reset();
  state.organizations.clear();
  state.roles.clear();
  state.amr.clear();
  state.password_updated_at.reset();
  return state;
}

std::string to_json_text(const ExperienceState& state) {
  json::object object;
  if (state.event) object["event"] = to_string(*state.event);
  json::array verifications;
  for (const auto& item : state.verifications)
    verifications.push_back(to_json(item));
  if (!verifications.empty()) object["verifications"] = std::move(verifications);
  if (state.user_id) object["user_id"] = state.user_id->value();
  if (state.is_new_user_identified) object["is_new_user_identified"] = true;
  if (!state.organizations.empty()) {
    object["organizations"] = to_json_array(words_of(state.organizations));
  }
  if (!state.roles.empty()) object["roles"] = to_json_array(words_of(state.roles));
  if (!state.amr.empty()) object["amr"] = to_json_array(state.amr);
  if (state.password_updated_at)
    object["password_updated_at"] = to_unix_ms(*state.password_updated_at);
  if (!state.profile.empty()) object["profile"] = to_json(state.profile);
  return json::serialize(object);
}

ExperienceState parse_experience_state(std::string_view text) {
  const auto parsed = parse_json_object(text, {.max_bytes = 256 * 1024, .max_depth = 8});
  if (!parsed) throw std::runtime_error("stored dialogue is not a JSON object");
  const json::object& object = *parsed;
  ExperienceState state;
  if (const auto word = find_string(object, "event")) {
    state.event = require_known(parse_interaction_event(*word));
  }
  if (const auto* verifications = find_array(object, "verifications")) {
    for (const auto& item : *verifications)
      state.verifications.push_back(parse_verification(item));
  }
  if (const auto user_id = find_string(object, "user_id")) {
    state.user_id = UserId(std::string(*user_id));
  }
  state.is_new_user_identified = find_bool(object, "is_new_user_identified").value_or(false);
  state.organizations = parse_ids<OrganizationId>(object, "organizations");
  state.roles = parse_ids<RoleId>(object, "roles");
  state.amr = find_strings(object, "amr");
  state.password_updated_at = optional_time(object, "password_updated_at");
  if (const auto* profile = find_object(object, "profile")) state.profile = parse_profile(*profile);
  return state;
}

}  // namespace daemun::experience
