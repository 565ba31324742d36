#include "experience/decisions.h"

#include "base/text.h"
#include "domain/profile_values.h"
#include "domain/social_sign_in.h"
#include "experience/method.h"
#include "experience/verifications/one_time_token.h"

#include <algorithm>
#include <stdexcept>
#include <utility>

namespace daemun::experience {
namespace {

bool allows(SignInMode mode, InteractionEvent event) {
  if (mode == SignInMode::sign_in_and_register || event == InteractionEvent::forgot_password)
    return true;
  return (mode == SignInMode::sign_in) == (event == InteractionEvent::sign_in);
}

bool has(const std::vector<IdentifierType>& types, IdentifierType type) {
  return std::find(types.begin(), types.end(), type) != types.end();
}

RequestError not_found(std::string code) {
  return {.code = std::move(code), .status = 404};
}
RequestError unprocessable(std::string code) {
  return {.code = std::move(code), .status = 422};
}

RequestError forbidden() {
  return {.code = "auth.forbidden", .status = 403};
}

Outcome<InteractionEvent> parse_known_event(std::string_view word) {
  const auto event = parse_interaction_event(word);
  if (!event) return invalid_input("interactionEvent must be SignIn, Register or ForgotPassword");
  return *event;
}

// The record of that id, if it still counts.
Outcome<const Verification*> require_verification(const IdentificationFacts& facts) {
  const auto* record = facts.verification_id ? facts.state.find(*facts.verification_id) : nullptr;
  if (record == nullptr) return not_found("session.verification_session_not_found");
  if (record->use != Verification::Use::proof)
    return RequestError{.code = "session.verification_failed"};
  if (record->expires_at <= facts.now) return RequestError{.code = "session.verification_expired"};
  return record;
}

// The method of a verification that may begin this kind of dialogue. Errors:
// session.invalid_interaction_type.
Outcome<const VerificationMethod*> require_method(
    const Verification& proof, std::optional<IdentifyRule> VerificationMethod::*rule
) {
  const VerificationMethod* method = find_method(proof.type);
  if (method == nullptr || !(method->*rule))
    return RequestError{.code = "session.invalid_interaction_type"};
  return method;
}

Outcome<ExperienceState> identify_existing(
    const IdentificationFacts& facts, std::optional<IdentifyRule> VerificationMethod::*rule
) {
  const auto record = require_verification(facts);
  if (!record) return record.error();
  const Verification& proof = **record;
  const auto method = require_method(proof, rule);
  if (!method) return method.error();
  const auto allowed = ((*method)->*rule)->allow(proof, facts.settings);
  if (!allowed) return allowed.error();
  if (proof.user_id.empty()) {
    auto error = not_found("user.user_not_exist");
    error.data = json::object{{"identifier", proof.identifier.value}};
    return error;
  }
  if (facts.state.user_id && *facts.state.user_id != proof.user_id) {
    return RequestError{.code = "session.identity_conflict", .status = 409};
  }
  ExperienceState next = facts.state;
  next.user_id = proof.user_id;
  next.amr = list_amr(proof);
  next.organizations.clear();
  next.passkey_id.clear();
  next.social.reset();
  next.enterprise.reset();
  next.profile.enterprise.reset();
  // Factors that another account has added in this dialogue are not for this one.
  if (!facts.state.user_id) next.mfa = {};
  next.proven = storage::ProvenAccount{.password_updated_at = proof.password_updated_at};
  if (proof.identifier.type != IdentifierType::username) next.proven->address = proof.identifier;
  if (const auto stage = ((*method)->*rule)->stage) stage(proof, next);
  return next;
}

// Adds a verification to the account that is being registered.
Outcome<ExperienceState> with_proof(ExperienceState next, const IdentificationFacts& facts) {
  const auto record = require_verification(facts);
  if (!record) return record.error();
  const Verification& proof = **record;
  const auto method = require_method(proof, &VerificationMethod::registration);
  if (!method) return method.error();
  const auto allowed = (*method)->registration->allow(proof, facts.settings);
  if (!allowed) return allowed.error();
  if (!proof.user_id.empty()) return already_in_use(proof.identifier.type);
  if (const auto stage = (*method)->registration->stage) stage(proof, next);
  // A new person may prove an address and choose a password.
  add_amr(next.amr, list_amr(proof));
  return next;
}

Outcome<ExperienceState> identify_new(const IdentificationFacts& facts) {
  ExperienceState next = facts.state;
  // Without an id: what is missing has been added to the profile since the last try.
  if (facts.verification_id) {
    auto proven = with_proof(std::move(next), facts);
    if (!proven) return proven.error();
    next = std::move(*proven);
  } else if (facts.state.profile.empty()) {
    return not_found("session.verification_session_not_found");
  }
  if (const auto allowed = decide_registration(next, facts.settings); !allowed) {
    return allowed.error();
  }
  next.is_new_user_identified =
      list_missing_for_registration(next.profile, facts.settings, facts.sign_up_fields).empty();
  return next;
}

// A stored JSON object with further members.
std::string lay_over(const std::string& stored, const json::object& members) {
  auto all = parse_json_object(stored, {.max_bytes = 1024 * 1024, .max_depth = 32});
  if (!all) throw std::runtime_error("a stored profile is not a JSON object");
  for (const auto& member : members)
    (*all)[member.key()] = member.value();
  return json::serialize(*all);
}

// What an account must have, in Logto's order: of both an address and a number, one is enough.
std::vector<std::string> required_members(const SignInExperience& settings) {
  std::vector<std::string> members;
  const auto& types = settings.sign_up_identifiers;
  const bool email = has(types, IdentifierType::email), phone = has(types, IdentifierType::phone);
  const auto& further = settings.sign_up_secondary;
  const auto add = [&](bool is_primary, const std::string& word) {
    if (is_primary || contains(further, word)) members.push_back(word);
  };
  add(has(types, IdentifierType::username), "username");
  add(email && phone, "emailOrPhone");
  add(email && !phone, "email");
  add(phone && !email, "phone");
  if (settings.sign_up_password) members.emplace_back("password");
  return members;
}

bool is_lower(char c) {
  return c >= 'a' && c <= 'z';
}

bool is_upper(char c) {
  return c >= 'A' && c <= 'Z';
}

bool is_digit(char c) {
  return c >= '0' && c <= '9';
}

bool is_underscore(char c) {
  return c == '_';
}

bool is_foreign(char c) {
  return !is_lower(c) && !is_upper(c) && !is_digit(c) && !is_underscore(c);
}

// Of usernamePolicy.allowedChars, in the order of Logto's refusals.
constexpr struct {
  std::string_view name;
  bool (*is_of)(char);
} username_characters[] = {
    {"uppercase", is_upper},
    {"lowercase", is_lower},
    {"numbers", is_digit},
    {"underscore", is_underscore},
};

}  // namespace

Outcome<InteractionEvent> decide_start(std::string_view word, const SignInExperience& settings) {
  const auto event = parse_known_event(word);
  if (!event) return event.error();
  const bool is_possible = *event == InteractionEvent::register_ ? !settings.is_registration_closed
                                                                 : allows(settings.mode, *event);
  if (!is_possible) return forbidden();
  return *event;
}

Outcome<void> decide_registration(const ExperienceState& state, const SignInExperience& settings) {
  const bool is_linked = is_account_of_link(state);
  const bool is_allowed = settings.is_registration_closed
                              ? is_linked && !state.roles.empty()
                              : is_linked || allows(settings.mode, InteractionEvent::register_);
  if (!is_allowed) return forbidden();
  return {};
}

Outcome<InteractionEvent> decide_event(
    std::string_view word, const ExperienceState& state, const SignInExperience& settings
) {
  const auto event = parse_known_event(word);
  if (!event) return event.error();
  const bool is_recovery = *event == InteractionEvent::forgot_password;
  if (state.event && is_recovery != (*state.event == InteractionEvent::forgot_password))
    return RequestError{.code = "session.not_supported_for_forgot_password"};
  const bool is_linked =
      settings.is_registration_closed ? is_invited_with_role(state) : is_invited(state);
  const bool is_invited = *event == InteractionEvent::register_ && is_linked;
  if (!is_invited && !allows(settings.mode, *event)) return forbidden();
  return *event;
}

Outcome<void> decide_sign_in_method(IdentifierType type, const SignInExperience& settings) {
  if (!takes_password(settings, type)) return unprocessable("user.sign_in_method_not_enabled");
  return {};
}

Outcome<void> decide_sign_up_method(IdentifierType type, const SignInExperience& settings) {
  if (settings.sign_up_password && has(settings.sign_up_identifiers, type)) return {};
  return unprocessable("user.sign_up_method_not_enabled");
}

Outcome<void> decide_username(std::string_view username, const SignInExperience& settings) {
  const auto broken = [](std::string_view rule) {
    return unprocessable("user.username_" + std::string(rule));
  };
  static const json::object none;
  const auto* policy = find_object(settings.document, "usernamePolicy");
  const auto& rules = policy == nullptr ? none : *policy;
  const auto has_any = [username](bool (*is_of)(char)) {
    return std::any_of(username.begin(), username.end(), is_of);
  };
  if (!username.empty() && is_digit(username.front())) return broken("starts_with_number");
  if (has_any(is_foreign)) return broken("invalid_charset_hard");
  const auto length = static_cast<std::int64_t>(username.size());
  if (length < find_integer(rules, "minLength").value_or(1)) return broken("too_short");
  if (length > find_integer(rules, "maxLength").value_or(128)) return broken("too_long");
  const auto* allowed = find_object(rules, "allowedChars");
  for (const auto& [name, is_of] : username_characters) {
    const bool is_allowed = allowed == nullptr || find_bool(*allowed, name).value_or(true);
    if (!is_allowed && has_any(is_of)) return broken(std::string(name) + "_not_allowed");
  }
  return {};
}

Outcome<ExperienceState> decide_identification(const IdentificationFacts& facts) {
  if (!facts.state.event) return not_found("session.interaction_not_found");
  switch (*facts.state.event) {
    case InteractionEvent::sign_in:
      return identify_existing(facts, &VerificationMethod::sign_in);
    case InteractionEvent::forgot_password:
      return identify_existing(facts, &VerificationMethod::recovery);
    case InteractionEvent::register_:
      break;
  }
  return identify_new(facts);
}

std::vector<std::string> list_missing_profile(
    const AccountFacts& account, const PendingProfile& profile, const SignInExperience& settings
) {
  const auto& user = account.user;
  if (account.is_by_enterprise || profile.enterprise) return {};
  if ((account.has_proven_social || profile.social) &&
      parse_social_sign_in(settings.document).skips_required_identifiers)
    return {};
  const bool has_email = (user && user->primary_email) || profile.email;
  const bool has_phone = (user && user->primary_phone) || profile.phone;
  // A user who signs in with another service needs no password.
  const bool has_social = (user && user->identities != "{}") || profile.social;
  std::vector<std::string> missing;
  for (auto& member : required_members(settings)) {
    const bool is_there =
        (member == "password" && (account.has_password || profile.password_hash || has_social)) ||
        (member == "username" && ((user && user->username) || profile.username)) ||
        (member == "email" && has_email) || (member == "phone" && has_phone) ||
        (member == "emailOrPhone" && (has_email || has_phone));
    if (!is_there) missing.push_back(std::move(member));
  }
  return missing;
}

std::vector<std::string> list_missing_for_registration(
    const PendingProfile& profile,
    const SignInExperience& settings,
    const std::vector<ProfileField>& sign_up_fields
) {
  if (profile.enterprise) return {};
  auto missing = list_missing_profile(AccountFacts{}, profile, settings);
  if (!missing.empty() || sign_up_fields.empty()) return missing;
  const ProfileValues values{
      .name = profile.name,
      .avatar = profile.avatar,
      .profile = profile.profile,
      .custom_data = profile.custom_data,
  };
  if (!profile.is_form_answered || !list_missing_fields(sign_up_fields, values).empty()) {
    missing.emplace_back("extraProfile");
  }
  return missing;
}

Outcome<void> decide_completeness(const std::vector<std::string>& missing) {
  if (missing.empty()) return {};
  auto error = unprocessable("user.missing_profile");
  error.data = json::object{{"missingProfile", to_json_array(missing)}};
  return error;
}

Outcome<void> decide_account(const AccountFacts& account) {
  if (!account.user) return not_found("session.identifier_not_found");
  if (account.user->is_suspended) return RequestError{.code = "user.suspended", .status = 401};
  return {};
}

Outcome<void> decide_sign_in(
    const AccountFacts& account, const PendingProfile& profile, const SignInExperience& settings
) {
  if (const auto open = decide_account(account); !open) return open.error();
  return decide_completeness(list_missing_profile(account, profile, settings));
}

User with_profile(User user, const PendingProfile& profile, TimePoint now) {
  if (!user.username) user.username = profile.username;
  if (!user.primary_email) user.primary_email = profile.email;
  if (!user.primary_phone) user.primary_phone = profile.phone;
  if (profile.social) user.identities = with_identity(user.identities, *profile.social);
  if (profile.name) user.name = profile.name;
  if (profile.avatar) user.avatar = profile.avatar;
  if (!profile.profile.empty()) user.profile = lay_over(user.profile, profile.profile);
  if (!profile.custom_data.empty()) {
    user.custom_data = lay_over(user.custom_data, profile.custom_data);
  }
  user.updated_at = now;
  return user;
}

User make_user(const PendingProfile& profile, const NewUserFacts& facts) {
  User user;
  user.id = facts.id;
  user.application_id = facts.application_id;
  user.created_at = facts.now;
  user.last_sign_in_at = facts.now;
  return with_profile(std::move(user), profile, facts.now);
}

RequestError already_in_use(IdentifierType type) {
  return unprocessable("user." + std::string(to_string(type)) + "_already_in_use");
}

std::string relative_time(TimePoint until, TimePoint now, Language language) {
  const auto left = std::max(std::chrono::ceil<std::chrono::minutes>(until - now).count(), 1L);
  const bool in_hours = left >= 120;
  const auto count = in_hours ? (left + 59) / 60 : left;
  const auto number = std::to_string(count);
  if (language == Language::ko) return number + (in_hours ? "시간 후에" : "분 후에");
  const std::string unit = in_hours ? "hour" : "minute";
  return "in " + number + " " + unit + (count == 1 ? "" : "s");
}

}  // namespace daemun::experience
