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

constexpr std::pair<Verification::Use, std::string_view> uses[] = {
    {Verification::Use::begun, "begun"},
    {Verification::Use::set_up, "set_up"},
};

std::string_view to_string(Verification::Use use) {
  for (const auto& [known, word] : uses) {
    if (known == use) return word;
  }
  return "";
}

Verification::Use require_use(std::string_view name) {
  for (const auto& [use, word] : uses) {
    if (word == name) return use;
  }
  throw std::runtime_error("stored dialogue has an unknown word");
}

// The method's own data stands beside what all verifications have.
json::object to_json(const Verification& verification) {
  json::object object = verification.data;
  object["id"] = verification.id;
  object["type"] = verification.type;
  if (verification.use != Verification::Use::proof) object["use"] = to_string(verification.use);
  object["identifier_type"] = to_string(verification.identifier.type);
  object["identifier"] = verification.identifier.value;
  object["expires_at"] = to_unix_ms(verification.expires_at);
  if (!verification.user_id.empty()) object["user_id"] = verification.user_id.value();
  if (verification.password_updated_at != TimePoint{})
    object["password_updated_at"] = to_unix_ms(verification.password_updated_at);
  return object;
}

Verification parse_verification(const json::value& value) {
  const auto* object = value.if_object();
  if (object == nullptr) throw std::runtime_error("stored verification is not an object");
  Verification verification;
  verification.id = require_text(*object, "id");
  verification.type = require_text(*object, "type");
  if (const auto word = find_string(*object, "use")) verification.use = require_use(*word);
  verification.identifier.type =
      require_known(parse_identifier_type(require_text(*object, "identifier_type")));
  verification.identifier.value = require_text(*object, "identifier");
  verification.expires_at = from_unix_ms(require_known(find_integer(*object, "expires_at")));
  verification.user_id = UserId(optional_text(*object, "user_id").value_or(""));
  verification.password_updated_at =
      optional_time(*object, "password_updated_at").value_or(TimePoint{});
  verification.data = *object;
  for (const char* common :
       {"id",
        "type",
        "use",
        "identifier_type",
        "identifier",
        "expires_at",
        "user_id",
        "password_updated_at"})
    verification.data.erase(common);
  return verification;
}

json::object to_json(const storage::ProvenAccount& proven) {
  json::object object{{"password_updated_at", to_unix_ms(proven.password_updated_at)}};
  if (!proven.address) return object;
  object["type"] = to_string(proven.address->type);
  object["value"] = proven.address->value;
  return object;
}

storage::ProvenAccount parse_proven(const json::object& object) {
  storage::ProvenAccount proven;
  proven.password_updated_at = require_known(optional_time(object, "password_updated_at"));
  if (const auto word = find_string(object, "type")) {
    proven.address = Identifier{
        .type = require_known(parse_identifier_type(*word)),
        .value = require_text(object, "value")};
  }
  return proven;
}

json::object to_json(const PendingProfile& profile) {
  json::object object;
  if (profile.username) object["username"] = *profile.username;
  if (profile.email) object["email"] = *profile.email;
  if (profile.phone) object["phone"] = *profile.phone;
  if (profile.password_hash) object["password_hash"] = *profile.password_hash;
  if (profile.name) object["name"] = *profile.name;
  if (profile.avatar) object["avatar"] = *profile.avatar;
  if (!profile.profile.empty()) object["profile"] = profile.profile;
  if (!profile.custom_data.empty()) object["custom_data"] = profile.custom_data;
  if (profile.social) object["social"] = to_json(*profile.social);
  if (profile.enterprise) object["enterprise"] = to_json(*profile.enterprise);
  if (profile.is_form_answered) object["is_form_answered"] = true;
  return object;
}

PendingProfile parse_profile(const json::object& object) {
  PendingProfile profile;
  profile.username = optional_text(object, "username");
  profile.email = optional_text(object, "email");
  profile.phone = optional_text(object, "phone");
  profile.password_hash = optional_text(object, "password_hash");
  profile.name = optional_text(object, "name");
  profile.avatar = optional_text(object, "avatar");
  if (const auto* members = find_object(object, "profile")) profile.profile = *members;
  if (const auto* members = find_object(object, "custom_data")) profile.custom_data = *members;
  if (const auto* social = find_object(object, "social"))
    profile.social = parse_social_identity(*social);
  if (const auto* enterprise = find_object(object, "enterprise"))
    profile.enterprise = parse_enterprise_account(*enterprise);
  profile.is_form_answered = find_bool(object, "is_form_answered").value_or(false);
  return profile;
}

}  // namespace

std::string_view to_string(InteractionEvent event) {
  switch (event) {
    case InteractionEvent::sign_in:
      return "SignIn";
    case InteractionEvent::register_:
      return "Register";
    case InteractionEvent::forgot_password:
      break;
  }
  return "ForgotPassword";
}

std::optional<InteractionEvent> parse_interaction_event(std::string_view word) {
  for (const auto event :
       {InteractionEvent::sign_in,
        InteractionEvent::register_,
        InteractionEvent::forgot_password}) {
    if (to_string(event) == word) return event;
  }
  return std::nullopt;
}

void ExperienceState::add(Verification verification) {
  if (verifications.size() >= max_verifications) verifications.erase(verifications.begin());
  verifications.push_back(std::move(verification));
}

void ExperienceState::begin(Verification verification) {
  std::erase_if(verifications, [&](const Verification& one) {
    return one.type == verification.type && one.use == Verification::Use::begun;
  });
  add(std::move(verification));
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
  state.profile.phone.reset();
  state.profile.social.reset();
  state.profile.enterprise.reset();
  state.organizations.clear();
  state.roles.clear();
  state.amr.clear();
  state.proven.reset();
  state.mfa = {};
  state.passkey_id.clear();
  state.social.reset();
  state.enterprise.reset();
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
  put_ids(object, "organizations", state.organizations);
  put_ids(object, "roles", state.roles);
  if (!state.amr.empty()) object["amr"] = to_json_array(state.amr);
  if (state.proven) object["proven"] = to_json(*state.proven);
  if (!state.profile.empty()) object["profile"] = to_json(state.profile);
  if (!state.mfa.empty()) object["mfa"] = to_json(state.mfa);
  if (!state.passkey_id.empty()) object["passkey_id"] = state.passkey_id;
  if (state.social) object["social"] = to_json(*state.social);
  if (state.enterprise) object["enterprise"] = to_json(*state.enterprise);
  if (state.passkey_challenge) object["passkey_challenge"] = to_json(*state.passkey_challenge);
  put_ids(object, "told_unusual", state.told_unusual);
  if (!state.new_user_id.empty()) object["new_user_id"] = state.new_user_id.value();
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
  state.organizations = find_ids<OrganizationId>(object, "organizations");
  state.roles = find_ids<RoleId>(object, "roles");
  state.amr = find_strings(object, "amr");
  if (const auto* proven = find_object(object, "proven")) state.proven = parse_proven(*proven);
  if (const auto* profile = find_object(object, "profile")) state.profile = parse_profile(*profile);
  if (const auto* mfa = find_object(object, "mfa")) state.mfa = parse_pending_mfa(*mfa);
  state.passkey_id = optional_text(object, "passkey_id").value_or("");
  if (const auto* social = find_object(object, "social"))
    state.social = parse_social_identity(*social);
  if (const auto* enterprise = find_object(object, "enterprise"))
    state.enterprise = parse_enterprise_account(*enterprise);
  if (const auto* challenge = find_object(object, "passkey_challenge"))
    state.passkey_challenge = parse_passkey_challenge(*challenge);
  state.told_unusual = find_ids<UserId>(object, "told_unusual");
  state.new_user_id = UserId(optional_text(object, "new_user_id").value_or(""));
  return state;
}

}  // namespace daemun::experience
