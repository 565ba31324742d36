#include "management/sign_in_experience_rules.h"

#include "base/text.h"
#include "domain/sign_in_experience.h"

#include <algorithm>
#include <utility>

namespace daemun::management {
namespace {

using api::Outcome;
using api::RequestError;

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

// No message can be sent: there are no connectors.
RequestError no_connector(std::string_view identifier) {
  return refusal(
      "enabled_connector_not_found", json::object{{"type", identifier == "email" ? "Email" : "Sms"}}
  );
}

std::string_view text_of(const json::object& object, std::string_view name) {
  return find_string(object, name).value_or("");
}

bool is_on(const json::object& object, std::string_view name) {
  return find_bool(object, name).value_or(false);
}

bool is_enabled(const json::object& changes, std::string_view member) {
  const auto* object = find_object(changes, member);
  return object != nullptr && is_on(*object, "enabled");
}

// The objects of the array at document.<member>.<name>.
std::vector<const json::object*> objects_at(
    const json::object& document, std::string_view member, std::string_view name
) {
  std::vector<const json::object*> list;
  const auto* parent = find_object(document, member);
  const auto* items = parent != nullptr ? find_array(*parent, name) : nullptr;
  if (items == nullptr) return list;
  for (const auto& item : *items) {
    if (const auto* object = item.if_object()) list.push_back(object);
  }
  return list;
}

Outcome<void> check_sign_up(const json::object& after) {
  const auto* sign_up = find_object(after, "signUp");
  if (sign_up == nullptr) return {};
  auto identifiers = find_strings(*sign_up, "identifiers");
  for (const auto* secondary : objects_at(after, "signUp", "secondaryIdentifiers"))
    identifiers.emplace_back(text_of(*secondary, "identifier"));
  for (const auto& identifier : identifiers) {
    if (identifier == "username") {
      if (!is_on(*sign_up, "password")) return refusal("username_requires_password");
      continue;
    }
    return no_connector(identifier == "phone" ? "phone" : "email");
  }
  std::sort(identifiers.begin(), identifiers.end());
  if (std::adjacent_find(identifiers.begin(), identifiers.end()) != identifiers.end()) {
    return refusal("duplicated_sign_up_identifiers");
  }
  return {};
}

Outcome<void> check_sign_in(const json::object& after) {
  const auto methods = objects_at(after, "signIn", "methods");
  for (const auto* method : methods) {
    const auto identifier = text_of(*method, "identifier");
    const bool has_code = is_on(*method, "verificationCode") && identifier != "username";
    if (has_code) return no_connector(identifier);
    if (!is_on(*method, "password")) return refusal("at_least_one_authentication_factor");
  }
  // Who registers must be able to come back.
  const auto* sign_up = find_object(after, "signUp");
  if (sign_up == nullptr) return {};
  for (const auto& identifier : find_strings(*sign_up, "identifiers")) {
    const bool has_method = std::any_of(methods.begin(), methods.end(), [&](const auto* method) {
      return text_of(*method, "identifier") == identifier;
    });
    if (!has_method) return refusal("miss_sign_up_identifier_in_sign_in");
  }
  return {};
}

Outcome<void> check_second_factors(const json::object& changes) {
  const auto* mfa = find_object(changes, "mfa");
  for (const auto& factor :
       mfa != nullptr ? find_strings(*mfa, "factors") : std::vector<std::string>{}) {
    if (factor == "EmailVerificationCode") return no_connector("email");
    if (factor == "PhoneVerificationCode") return no_connector("phone");
    return unsupported("mfa.factors must be empty: second factors are not built yet");
  }
  if (is_enabled(changes, "adaptiveMfa")) {
    auto error = refusal("adaptive_mfa_requires_mfa");
    error.status = 422;
    return error;
  }
  if (is_enabled(changes, "trustedDevice")) {
    return unsupported("trustedDevice.enabled must be false: there is no second factor to spare");
  }
  return {};
}

Outcome<void> check_recovery(const json::object& changes) {
  if (const auto methods = find_strings(changes, "forgotPasswordMethods"); !methods.empty()) {
    const bool is_mail = methods.front() == "EmailVerificationCode";
    return refusal(
        "forgot_password_method_requires_connector",
        json::object{{"method", is_mail ? "email" : "sms"}}
    );
  }
  if (is_enabled(changes, "passwordExpiration")) {
    auto error = refusal("password_expiration_requires_forgot_password");
    error.status = 422;
    return error;
  }
  return {};
}

Outcome<void> check_username_policy(const json::object& changes) {
  const auto* policy = find_object(changes, "usernamePolicy");
  if (policy == nullptr) return {};
  const auto* allowed = find_object(*policy, "allowedChars");
  if (find_integer(*policy, "minLength") > find_integer(*policy, "maxLength")) {
    return api::invalid_input("body.usernamePolicy.maxLength must be at least minLength");
  }
  const bool has_first = allowed == nullptr || is_on(*allowed, "lowercase") ||
                         is_on(*allowed, "uppercase") || is_on(*allowed, "underscore");
  if (!has_first) {
    return api::invalid_input(
        "body.usernamePolicy.allowedChars must allow lowercase, uppercase or underscore: a user "
        "name does not begin with a digit"
    );
  }
  return {};
}

Outcome<void> check_password_policy(const json::object& changes) {
  const auto* policy = find_object(changes, "passwordPolicy");
  const auto* length = policy != nullptr ? find_object(*policy, "length") : nullptr;
  if (length == nullptr) return {};
  if (find_integer(*length, "min").value_or(8) > find_integer(*length, "max").value_or(256)) {
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

Outcome<void> check_blocklist(const json::object& changes) {
  const auto* policy = find_object(changes, "emailBlocklistPolicy");
  if (policy == nullptr) return {};
  if (is_on(*policy, "blockDisposableAddresses")) {
    return invalid("emailBlocklistPolicy.blockDisposableAddresses needs a list that is not there");
  }
  std::vector<std::string> faulty;
  for (const char* name : {"customAllowlist", "customBlocklist"}) {
    for (auto& item : find_strings(*policy, name)) {
      if (!is_blocklist_item(item)) faulty.push_back(std::move(item));
    }
  }
  if (faulty.empty()) return {};
  return refusal(
      "invalid_custom_email_blocklist_format", json::object{{"items", to_json_array(faulty)}}
  );
}

Outcome<void> check_what_is_not_built(const json::object& changes) {
  if (is_enabled(changes, "captchaPolicy")) {
    return unsupported("captchaPolicy.enabled must be false: there is no captcha provider");
  }
  if (is_enabled(changes, "passkeySignIn")) {
    return unsupported("passkeySignIn.enabled must be false: passkeys are not built yet");
  }
  if (find_object(changes, "customUiAssets") != nullptr) {
    return unsupported("customUiAssets must be null: pages of your own are not built yet");
  }
  const auto* csp = find_object(changes, "customUiCsp");
  if (csp != nullptr &&
      !(find_strings(*csp, "scriptSrc").empty() && find_strings(*csp, "connectSrc").empty())) {
    return invalid("customUiCsp is for pages of your own, which are not built yet");
  }
  return {};
}

}  // namespace

Outcome<void> check_field_names(
    const json::value& list, const std::vector<std::string>& profile_fields
) {
  const auto* fields = list.if_array();
  if (fields == nullptr) return {};
  auto names = find_field_names(*fields);
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
  if (const auto* language = find_object(changes, "languageInfo")) {
    const auto fallback = text_of(*language, "fallbackLanguage");
    if (!contains(facts.languages, fallback)) {
      return refusal("unsupported_default_language", json::object{{"language", fallback}});
    }
  }
  if (const auto* fields = changes.if_contains("signUpProfileFields")) {
    if (auto known = check_field_names(*fields, facts.profile_fields); !known) return known;
  }
  if (changes.contains("signUp")) {
    if (auto fits = check_sign_up(facts.after); !fits) return fits;
  }
  if (changes.contains("signUp") || changes.contains("signIn")) {
    if (auto fits = check_sign_in(facts.after); !fits) return fits;
  }
  for (const auto check :
       {check_second_factors,
        check_recovery,
        check_username_policy,
        check_password_policy,
        check_blocklist,
        check_what_is_not_built}) {
    if (auto fits = check(changes); !fits) return fits;
  }
  return {};
}

bool is_username_case_sensitive(const json::object& document) {
  const auto* policy = find_object(document, "usernamePolicy");
  return policy == nullptr || find_bool(*policy, "caseSensitive").value_or(true);
}

void normalize_sign_in_experience(json::object& changes) {
  // Names of what is not there: Logto drops them.
  if (changes.contains("socialSignInConnectorTargets")) {
    changes["socialSignInConnectorTargets"] = json::array{};
  }
}

}  // namespace daemun::management
