#include "domain/mfa.h"

#include <algorithm>
#include <array>
#include <utility>

namespace daemun {
namespace {

constexpr std::array<std::pair<MfaPolicy, std::string_view>, 7> policies{{
    {MfaPolicy::prompt_at_sign_in_and_sign_up, "PromptAtSignInAndSignUp"},
    {MfaPolicy::prompt_at_sign_in_and_sign_up, "UserControlled"},
    {MfaPolicy::prompt_only_at_sign_in, "PromptOnlyAtSignIn"},
    {MfaPolicy::no_prompt, "NoPrompt"},
    {MfaPolicy::mandatory, "Mandatory"},
    {MfaPolicy::prompt_at_sign_in_and_sign_up_mandatory, "PromptAtSignInAndSignUpMandatory"},
    {MfaPolicy::prompt_only_at_sign_in_mandatory, "PromptOnlyAtSignInMandatory"},
}};

bool flag_of(const json::object* object, std::string_view name) {
  return object != nullptr && find_bool(*object, name).value_or(false);
}

json::object member_of(const json::object& object, std::string_view name) {
  const auto* member = find_object(object, name);
  return member != nullptr ? *member : json::object{};
}

// Absent means false, so a false flag is written only over a true one.
void put_flag(json::object& object, std::string_view name, bool value) {
  if (flag_of(&object, name) != value) object[name] = value;
}

}  // namespace

std::string_view to_string(Factor factor) {
  switch (factor) {
    case Factor::web_authn:
      return "WebAuthn";
    case Factor::totp:
      return "Totp";
    case Factor::phone_verification_code:
      return "PhoneVerificationCode";
    case Factor::email_verification_code:
      return "EmailVerificationCode";
    case Factor::backup_code:
      break;
  }
  return "BackupCode";
}

std::optional<Factor> parse_factor(std::string_view word) {
  for (const auto factor : all_factors) {
    if (to_string(factor) == word) return factor;
  }
  return std::nullopt;
}

std::optional<MfaPolicy> parse_mfa_policy(std::string_view word) {
  for (const auto& [policy, name] : policies) {
    if (name == word) return policy;
  }
  return std::nullopt;
}

bool is_skippable(MfaPolicy policy) {
  return policy == MfaPolicy::prompt_at_sign_in_and_sign_up ||
         policy == MfaPolicy::prompt_only_at_sign_in || policy == MfaPolicy::no_prompt;
}

bool MfaSettings::allows(Factor factor) const {
  return std::find(factors.begin(), factors.end(), factor) != factors.end();
}

MfaSettings parse_mfa_settings(const json::object& document) {
  MfaSettings settings;
  if (const auto* mfa = find_object(document, "mfa")) {
    for (const auto& word : find_strings(*mfa, "factors")) {
      const auto factor = parse_factor(word);
      if (factor && !settings.allows(*factor)) settings.factors.push_back(*factor);
    }
    if (const auto word = find_string(*mfa, "policy"))
      settings.policy = parse_mfa_policy(*word).value_or(MfaPolicy::mandatory);
    settings.is_mandatory_in_organizations =
        find_string(*mfa, "organizationRequiredMfaPolicy") == "Mandatory";
  }
  settings.is_adaptive = flag_of(find_object(document, "adaptiveMfa"), "enabled");
  return settings;
}

PasskeySignIn parse_passkey_sign_in(const json::object& document) {
  const auto* object = find_object(document, "passkeySignIn");
  return {
      .is_enabled = flag_of(object, "enabled"),
      .shows_button = flag_of(object, "showPasskeyButton"),
      .allows_autofill = flag_of(object, "allowAutofill")};
}

MfaFlags parse_mfa_flags(const json::object& logto_config) {
  const auto* mfa = find_object(logto_config, "mfa");
  return {
      .is_enabled = mfa != nullptr ? find_bool(*mfa, "enabled") : std::nullopt,
      .is_skipped = flag_of(mfa, "skipped"),
      .is_suggestion_skipped = flag_of(mfa, "additionalBindingSuggestionSkipped"),
      .skips_at_sign_in = flag_of(mfa, "skipMfaOnSignIn"),
      .is_passkey_skipped = flag_of(find_object(logto_config, "passkeySignIn"), "skipped")};
}

json::object with_mfa_flags(json::object logto_config, const MfaFlags& flags) {
  auto mfa = member_of(logto_config, "mfa");
  if (flags.is_enabled && find_bool(mfa, "enabled") != flags.is_enabled)
    mfa["enabled"] = *flags.is_enabled;
  put_flag(mfa, "skipped", flags.is_skipped);
  put_flag(mfa, "additionalBindingSuggestionSkipped", flags.is_suggestion_skipped);
  put_flag(mfa, "skipMfaOnSignIn", flags.skips_at_sign_in);
  if (!mfa.empty()) logto_config["mfa"] = std::move(mfa);
  auto passkey = member_of(logto_config, "passkeySignIn");
  put_flag(passkey, "skipped", flags.is_passkey_skipped);
  if (!passkey.empty()) logto_config["passkeySignIn"] = std::move(passkey);
  return logto_config;
}

}  // namespace daemun
