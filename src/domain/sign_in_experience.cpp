#include "domain/sign_in_experience.h"

#include <algorithm>
#include <limits>

namespace daemun {
namespace {

std::int64_t bounded(
    std::optional<std::int64_t> value, std::int64_t fallback, std::int64_t low, std::int64_t high
) {
  if (!value || *value < low || *value > high) return fallback;
  return *value;
}

PasswordPolicy parse_password_policy(const json::object& object) {
  PasswordPolicy policy;
  if (const auto* length = find_object(object, "length")) {
    policy.min_length = static_cast<std::size_t>(bounded(find_integer(*length, "min"), 8, 1, 256));
    policy.max_length =
        static_cast<std::size_t>(bounded(find_integer(*length, "max"), 256, 1, 256));
  }
  if (const auto* types = find_object(object, "characterTypes")) {
    policy.min_character_types = static_cast<int>(bounded(find_integer(*types, "min"), 1, 1, 4));
  }
  if (const auto* rejects = find_object(object, "rejects")) {
    policy.reject_common = find_bool(*rejects, "pwned").value_or(true);
    policy.ask_range_service = find_bool(*rejects, "pwnedRangeService").value_or(false);
    policy.reject_repetition_and_sequence =
        find_bool(*rejects, "repetitionAndSequence").value_or(true);
    policy.reject_user_info = find_bool(*rejects, "userInfo").value_or(true);
    policy.reject_words = find_strings(*rejects, "words");
  }
  return policy;
}

SignInMode parse_mode(std::string_view word) {
  if (word == "SignIn") return SignInMode::sign_in;
  if (word == "Register") return SignInMode::register_;
  return SignInMode::sign_in_and_register;
}

void parse_methods(const json::object& document, SignInExperience& experience) {
  const auto* sign_in = find_object(document, "signIn");
  const auto* methods = sign_in != nullptr ? find_array(*sign_in, "methods") : nullptr;
  if (methods != nullptr) {
    for (const auto& item : *methods) {
      const auto* method = item.if_object();
      const auto word = method != nullptr ? find_string(*method, "identifier") : std::nullopt;
      const auto identifier = word ? parse_identifier_type(*word) : std::nullopt;
      if (!identifier) continue;
      const bool has_code = *identifier != IdentifierType::username &&
                            find_bool(*method, "verificationCode").value_or(false);
      experience.methods.push_back(
          {.identifier = *identifier,
           .password = find_bool(*method, "password").value_or(false),
           .verification_code = has_code}
      );
    }
  }
}

void parse_sign_up(const json::object& document, SignInExperience& experience) {
  if (const auto* sign_up = find_object(document, "signUp")) {
    for (const auto& word : find_strings(*sign_up, "identifiers")) {
      if (const auto type = parse_identifier_type(word))
        experience.sign_up_identifiers.push_back(*type);
    }
    experience.sign_up_password = find_bool(*sign_up, "password").value_or(true);
    experience.sign_up_verify = find_bool(*sign_up, "verify").value_or(false);
    if (const auto* secondary = find_array(*sign_up, "secondaryIdentifiers")) {
      for (const auto& item : *secondary) {
        const auto* object = item.if_object();
        const auto word = object != nullptr ? find_string(*object, "identifier") : std::nullopt;
        if (word) experience.sign_up_secondary.emplace_back(*word);
      }
    }
  }
}

bool has_method(
    const SignInExperience& experience, IdentifierType type, bool SignInMethod::*factor
) {
  const auto& methods = experience.methods;
  return std::any_of(methods.begin(), methods.end(), [&](const SignInMethod& method) {
    return method.identifier == type && method.*factor;
  });
}

PasswordExpirationPolicy parse_password_expiration(const json::object& object) {
  PasswordExpirationPolicy policy;
  const auto days = find_integer(object, "validPeriodDays").value_or(0);
  policy.is_enabled = find_bool(object, "enabled").value_or(false) && days >= 1;
  policy.valid_for = std::chrono::hours(24) * bounded(days, 1, 1, 3650);
  policy.enabled_at = from_unix_ms(find_integer(object, "enabledAt").value_or(0));
  return policy;
}

void parse_codes(const json::object& document, SignInExperience& experience) {
  auto& policy = experience.verification_code_policy;
  if (const auto* object = find_object(document, "verificationCodePolicy")) {
    policy.lifetime = Seconds(bounded(find_integer(*object, "expirationDuration"), 600, 60, 3600));
    policy.max_tries = bounded(find_integer(*object, "maxRetryAttempts"), 10, 1, 100);
  }
  if (find_array(document, "forgotPasswordMethods") == nullptr) return;
  auto& methods = experience.forgot_password_methods.emplace();
  for (const auto& word : find_strings(document, "forgotPasswordMethods")) {
    if (word == "EmailVerificationCode") methods.push_back(IdentifierType::email);
    if (word == "PhoneVerificationCode") methods.push_back(IdentifierType::phone);
  }
}

}  // namespace

json::object make_default_sign_in_experience() {
  return json::object{
      {"color",
       {{"primaryColor", "#2f6f5e"}, {"isDarkModeEnabled", true}, {"darkPrimaryColor", "#6fc3ab"}}},
      {"branding", json::object{}},
      {"hideLogtoBranding", false},
      {"languageInfo", {{"autoDetect", true}, {"fallbackLanguage", "en"}}},
      {"termsOfUseUrl", nullptr},
      {"privacyPolicyUrl", nullptr},
      {"agreeToTermsPolicy", "Automatic"},
      {"signIn",
       {{"methods",
         json::array{
             {{"identifier", "username"},
              {"password", true},
              {"verificationCode", false},
              {"isPasswordPrimary", true}}}}}},
      {"signUp", {{"identifiers", json::array{"username"}}, {"password", true}, {"verify", false}}},
      {"socialSignIn", json::object{}},
      {"socialSignInConnectorTargets", json::array{}},
      {"signInMode", "SignInAndRegister"},
      {"customCss", nullptr},
      {"customContent", json::object{}},
      {"customUiAssets", nullptr},
      {"customUiCsp", json::object{}},
      {"passwordPolicy", json::object{}},
      {"mfa", {{"factors", json::array{}}, {"policy", "UserControlled"}}},
      {"adaptiveMfa", json::object{}},
      {"trustedDevice", json::object{}},
      {"singleSignOnEnabled", false},
      {"supportEmail", nullptr},
      {"supportWebsiteUrl", nullptr},
      {"unknownSessionRedirectUrl", nullptr},
      {"captchaPolicy", json::object{}},
      {"sentinelPolicy", json::object{}},
      {"emailBlocklistPolicy", json::object{}},
      {"verificationCodePolicy", json::object{}},
      {"forgotPasswordMethods", json::array{}},
      {"passkeySignIn", json::object{}},
      {"signUpProfileFields", nullptr},
      {"passwordExpiration", json::object{}},
      {"usernamePolicy",
       {{"caseSensitive", true},
        {"minLength", 1},
        {"maxLength", 128},
        {"allowedChars",
         {{"lowercase", true}, {"uppercase", true}, {"numbers", true}, {"underscore", true}}}}},
      {"signOutOnPasswordChange", true},
      {"claimsDialect", "logto"},
      {"invitationRedirectUrl", nullptr},
  };
}

json::object complete_sign_in_experience(json::object document) {
  auto complete = make_default_sign_in_experience();
  for (auto& member : document)
    complete[member.key()] = std::move(member.value());
  return complete;
}

std::vector<std::string> find_field_names(const json::array& fields) {
  std::vector<std::string> names;
  for (const auto& item : fields) {
    const auto* field = item.if_object();
    const auto name = field != nullptr ? find_string(*field, "name") : std::nullopt;
    if (name) names.emplace_back(*name);
  }
  return names;
}

SignInExperience parse_sign_in_experience(json::object document) {
  SignInExperience experience;
  if (const auto word = find_string(document, "signInMode")) experience.mode = parse_mode(*word);
  parse_methods(document, experience);
  parse_sign_up(document, experience);
  parse_codes(document, experience);
  experience.mfa = parse_mfa_settings(document);
  experience.passkey_sign_in = parse_passkey_sign_in(document);
  if (const auto* policy = find_object(document, "passwordPolicy")) {
    experience.password_policy = parse_password_policy(*policy);
  }
  if (const auto* sentinel = find_object(document, "sentinelPolicy")) {
    experience.sentinel_policy.max_attempts =
        static_cast<int>(bounded(find_integer(*sentinel, "maxAttempts"), 100, 1, 1'000'000));
    experience.sentinel_policy.lockout_duration =
        std::chrono::minutes(bounded(find_integer(*sentinel, "lockoutDuration"), 60, 1, 525'600));
  }
  if (const auto* expiration = find_object(document, "passwordExpiration")) {
    experience.password_expiration = parse_password_expiration(*expiration);
  }
  if (const auto* policy = find_object(document, "emailBlocklistPolicy")) {
    experience.email_blocklist_policy = parse_email_blocklist_policy(*policy);
  }
  experience.signs_out_on_password_change =
      find_bool(document, "signOutOnPasswordChange").value_or(true);
  experience.claims_dialect =
      parse_claims_dialect(find_string(document, "claimsDialect").value_or(""))
          .value_or(ClaimsDialect::logto);
  if (const auto* language = find_object(document, "languageInfo")) {
    experience.auto_detect_language = find_bool(*language, "autoDetect").value_or(true);
    experience.fallback_language = find_string(*language, "fallbackLanguage").value_or("en");
  }
  if (const auto url = find_string(document, "unknownSessionRedirectUrl")) {
    experience.unknown_session_redirect_url = std::string(*url);
  }
  if (const auto* fields = find_array(document, "signUpProfileFields")) {
    experience.sign_up_profile_fields = find_field_names(*fields);
  }
  experience.document = std::move(document);
  return experience;
}

SignInExperience close_registration(SignInExperience experience) {
  experience.mode = SignInMode::sign_in;
  experience.is_registration_closed = true;
  experience.document["signInMode"] = "SignIn";
  return experience;
}

bool takes_password(const SignInExperience& experience, IdentifierType type) {
  return has_method(experience, type, &SignInMethod::password);
}

bool takes_verification_code(const SignInExperience& experience, IdentifierType type) {
  return has_method(experience, type, &SignInMethod::verification_code);
}

bool takes_recovery(const SignInExperience& experience, IdentifierType type) {
  if (type == IdentifierType::username) return false;
  const auto& methods = experience.forgot_password_methods;
  return !methods || std::find(methods->begin(), methods->end(), type) != methods->end();
}

bool asks_at_sign_up(const SignInExperience& experience, IdentifierType type) {
  const auto& primary = experience.sign_up_identifiers;
  if (std::find(primary.begin(), primary.end(), type) != primary.end()) return true;
  const auto& further = experience.sign_up_secondary;
  return std::any_of(further.begin(), further.end(), [type](const std::string& word) {
    return word == to_string(type) || (word == "emailOrPhone" && type != IdentifierType::username);
  });
}

bool is_too_old(const PasswordAge& age, const PasswordExpirationPolicy& policy, TimePoint now) {
  if (!policy.is_enabled) return false;
  const TimePoint began =
      policy.enabled_at == TimePoint{} ? age.account_created_at : policy.enabled_at;
  return now >= age.updated_at.value_or(began) + policy.valid_for;
}

}  // namespace daemun
