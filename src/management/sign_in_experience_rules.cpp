#include "management/sign_in_experience_rules.h"

#include "base/text.h"
#include "management/mfa_rules.h"

#include <algorithm>
#include <iterator>
#include <utility>

namespace daemun::management {
namespace {

using api::Integer;
using api::Outcome;
using api::RequestError;
using api::SecondaryIdentifier;
using api::SignInSettings;
using api::SignUpSettings;
using Changes = api::SignInExperienceChanges;

RequestError refusal(std::string_view code, json::value data = nullptr) {
  return {.code = "sign_in_experiences." + std::string(code), .data = std::move(data)};
}

RequestError unsupported(std::string details) {
  RequestError error{.code = "request.feature_not_supported", .status = 422};
  error.details = std::move(details);
  return error;
}

RequestError invalid(std::string details) {
  RequestError error{.code = "request.invalid_input"};
  error.details = std::move(details);
  return error;
}

RequestError no_connector(std::string_view identifier) {
  return refusal(
      "enabled_connector_not_found", json::object{{"type", identifier == "email" ? "Email" : "Sms"}}
  );
}

// Whether messages can be sent to an identifier of that type; errors as above.
Outcome<void> require_sender(std::string_view identifier, messages::Senders senders) {
  const bool is_either = identifier == "emailOrPhone";
  if ((is_either || identifier == "email") && !senders.email) return no_connector("email");
  if ((is_either || identifier == "phone") && !senders.sms) return no_connector("phone");
  return {};
}

bool is_on(const std::optional<bool>& flag) {
  return flag.value_or(false);
}

template <typename Section>
bool is_enabled(const std::optional<Section>& section) {
  return section && is_on(section->enabled);
}

// A section of the document as it will be; nothing when the stored one is of another shape.
template <typename Section>
std::optional<Section> find_section(const json::object& after, std::string_view name) {
  const auto* value = after.if_contains(name);
  if (value == nullptr || api::find_violation(api::shape_of<Section>(), *value, "")) {
    return std::nullopt;
  }
  return api::read<Section>(*value);
}

// A name proves nothing: there has to be a password, or, unlike in Logto, a passkey that signs in.
bool has_proof_of_name(const SignUpSettings& sign_up, const json::object& after) {
  return sign_up.password || parse_passkey_sign_in(after).is_enabled;
}

// Which identifiers new users give, and whether they can be proven.
Outcome<void> check_sign_up(const SignUpSettings& sign_up, const SignInExperienceFacts& facts) {
  const auto& senders = facts.senders;
  std::vector<std::string> identifiers;
  for (const auto type : sign_up.identifiers)
    identifiers.emplace_back(to_string(type));
  const auto further = sign_up.secondary_identifiers.value_or(std::vector<SecondaryIdentifier>());
  if (identifiers.empty() && !further.empty()) return refusal("missing_sign_up_identifiers");
  const auto is_username = [](std::string_view word) { return word == "username"; };
  if (contains(identifiers, "username") && !has_proof_of_name(sign_up, facts.after))
    return refusal("username_requires_password");
  bool is_proven =
      sign_up.verify || std::all_of(identifiers.begin(), identifiers.end(), is_username);
  for (const auto& one : further) {
    identifiers.push_back(one.identifier);
    is_proven = is_proven &&
                (is_username(one.identifier) || (sign_up.verify && one.verify.value_or(false)));
  }
  for (const auto& identifier : identifiers) {
    if (auto sent = require_sender(identifier, senders); !sent) return sent;
  }
  if (!is_proven) return refusal("passwordless_requires_verify");
  std::sort(identifiers.begin(), identifiers.end());
  if (std::adjacent_find(identifiers.begin(), identifiers.end()) != identifiers.end()) {
    return refusal("duplicated_sign_up_identifiers");
  }
  return {};
}

Outcome<void> check_sign_in(
    const SignInSettings& sign_in, const SignUpSettings& sign_up, messages::Senders senders
) {
  for (const auto& method : sign_in.methods) {
    const bool is_address = method.identifier != IdentifierType::username;
    const bool has_code = method.verification_code && is_address;
    if (has_code) {
      if (auto sent = require_sender(to_string(method.identifier), senders); !sent) return sent;
    }
    if (!method.password && !has_code) return refusal("at_least_one_authentication_factor");
    // Users who register without a password sign in by code.
    if (sign_up.verify && !sign_up.password && is_address && !has_code)
      return refusal("code_sign_in_must_be_enabled");
  }
  // New users must be able to sign in again.
  for (const auto identifier : sign_up.identifiers) {
    const auto& methods = sign_in.methods;
    const bool has_method = std::any_of(methods.begin(), methods.end(), [&](const auto& method) {
      return method.identifier == identifier;
    });
    if (!has_method) return refusal("miss_sign_up_identifier_in_sign_in");
  }
  return {};
}

Outcome<void> check_recovery(const SignInExperienceFacts& facts) {
  const auto& changes = facts.changes;
  const auto& methods = changes.forgot_password_methods;
  if (methods && *methods) {
    for (const auto& method : **methods) {
      const bool is_mail = method.is<"EmailVerificationCode">();
      if (is_mail ? facts.senders.email : facts.senders.sms) continue;
      return refusal(
          "forgot_password_method_requires_connector",
          json::object{{"method", is_mail ? "email" : "sms"}}
      );
    }
  }
  if (!methods && !changes.password_expiration) return {};
  const auto after = parse_sign_in_experience(facts.after);
  if (!after.password_expiration.is_enabled) return {};
  if (facts.is_administration) {
    return unsupported("passwordExpiration.enabled must be false: administrators could be shut out"
    );
  }
  if (is_recoverable(after, facts.senders)) return {};
  auto error = refusal("password_expiration_requires_forgot_password");
  error.status = 422;
  return error;
}

Outcome<void> check_username_policy(const Changes& changes) {
  const auto& policy = changes.username_policy;
  if (!policy) return {};
  if (policy->min_length > policy->max_length) {
    return api::invalid_input("body.usernamePolicy.maxLength must be at least minLength");
  }
  const auto& allowed = policy->allowed_chars;
  if (!allowed.lowercase && !allowed.uppercase && !allowed.underscore) {
    return api::invalid_input(
        "body.usernamePolicy.allowedChars must allow lowercase, uppercase or underscore: a user "
        "name does not begin with a digit"
    );
  }
  return {};
}

Outcome<void> check_password_policy(const Changes& changes) {
  if (!changes.password_policy || !changes.password_policy->length) return {};
  const auto& length = *changes.password_policy->length;
  using Length = Integer<1, 256>;
  if (length.min.value_or(Length{8}) > length.max.value_or(Length{256})) {
    return api::invalid_input("body.passwordPolicy.length.max must be at least min");
  }
  return {};
}

// An address, or what comes after its "@".
bool is_blocklist_item(std::string_view item) {
  const auto at = item.rfind('@');
  if (at == std::string_view::npos) return false;
  const auto domain = item.substr(at + 1);
  const auto dot = domain.find('.');
  return dot != std::string_view::npos && dot > 0 && domain.back() != '.' &&
         item.find_first_of(" \t\r\n,") == std::string_view::npos;
}

Outcome<void> check_blocklist(const Changes& changes) {
  const auto& policy = changes.email_blocklist_policy;
  if (!policy) return {};
  std::vector<std::string> faulty;
  for (const auto& list : {policy->custom_allowlist, policy->custom_blocklist}) {
    if (!list) continue;
    std::copy_if(list->begin(), list->end(), std::back_inserter(faulty), [](const auto& item) {
      return !is_blocklist_item(item);
    });
  }
  if (faulty.empty()) return {};
  return refusal(
      "invalid_custom_email_blocklist_format", json::object{{"items", to_json_array(faulty)}}
  );
}

Outcome<void> check_what_is_not_built(const Changes& changes) {
  if (is_enabled(changes.captcha_policy)) {
    return unsupported("captchaPolicy.enabled must be false: there is no captcha provider");
  }
  const auto has_source = [](const auto& list) { return list && !list->empty(); };
  const auto& csp = changes.custom_ui_csp;
  if (csp && (has_source(csp->script_src) || has_source(csp->connect_src))) {
    return invalid("customUiCsp must be empty: pages of your own load nothing from elsewhere");
  }
  return {};
}

}  // namespace

Outcome<void> check_field_names(
    std::vector<std::string> names, const std::vector<std::string>& profile_fields
) {
  std::vector<std::string> missing;
  for (const auto& name : names) {
    if (!contains(profile_fields, name)) missing.push_back(name);
  }
  if (!missing.empty()) {
    return RequestError{
        .code = "custom_profile_fields.entity_not_exists_with_names",
        .data = json::object{{"names", join(missing, ", ")}}};
  }
  std::sort(names.begin(), names.end());
  if (const auto twice = std::adjacent_find(names.begin(), names.end()); twice != names.end()) {
    return invalid("a profile field is named twice: " + *twice);
  }
  return {};
}

Outcome<void> check_sign_in_experience(const SignInExperienceFacts& facts) {
  const auto& changes = facts.changes;
  if (const auto& language = changes.language_info) {
    const auto& fallback = language->fallback_language;
    if (!contains(facts.languages, fallback)) {
      return refusal("unsupported_default_language", json::object{{"language", fallback}});
    }
  }
  if (const auto& fields = changes.sign_up_profile_fields; fields && *fields) {
    if (auto known = check_field_names(names_of(**fields), facts.profile_fields); !known)
      return known;
  }
  const auto sign_up =
      find_section<SignUpSettings>(facts.after, "signUp").value_or(SignUpSettings());
  if (changes.sign_up || changes.passkey_sign_in) {
    if (auto fits = check_sign_up(sign_up, facts); !fits) return fits;
  }
  if (changes.sign_up || changes.sign_in) {
    const auto sign_in = find_section<SignInSettings>(facts.after, "signIn");
    auto fits = check_sign_in(sign_in.value_or(SignInSettings()), sign_up, facts.senders);
    if (!fits) return fits;
  }
  if (auto fits = check_recovery(facts); !fits) return fits;
  if (auto fits = check_mfa(facts); !fits) return fits;
  for (const auto check :
       {check_username_policy, check_password_policy, check_blocklist, check_what_is_not_built}) {
    if (auto fits = check(changes); !fits) return fits;
  }
  return {};
}

bool is_recoverable(const SignInExperience& settings, messages::Senders senders) {
  return (senders.email && takes_recovery(settings, IdentifierType::email)) ||
         (senders.sms && takes_recovery(settings, IdentifierType::phone));
}

bool is_username_case_sensitive(const json::object& document) {
  const auto* policy = find_object(document, "usernamePolicy");
  return policy == nullptr || find_bool(*policy, "caseSensitive").value_or(true);
}

}  // namespace daemun::management
