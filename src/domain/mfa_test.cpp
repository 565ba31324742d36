#include "domain/mfa.h"

#include <doctest/doctest.h>

namespace daemun {
namespace {

json::object parse(std::string_view text) {
  auto document = parse_json_object(text);
  REQUIRE(document);
  return std::move(*document);
}

MfaSettings settings_of(std::string_view text) {
  return parse_mfa_settings(parse(text));
}

}  // namespace

TEST_CASE("parse_factor reads the words that to_string writes, and no others") {
  for (const auto factor : all_factors)
    CHECK(parse_factor(to_string(factor)) == factor);
  CHECK(to_string(Factor::totp) == "Totp");
  CHECK(to_string(Factor::web_authn) == "WebAuthn");
  CHECK_FALSE(parse_factor("totp"));
  CHECK_FALSE(parse_factor(""));
}

TEST_CASE("parse_mfa_settings asks for nothing where nothing is set") {
  const auto settings = settings_of("{}");
  CHECK(settings.factors.empty());
  CHECK(settings.policy == MfaPolicy::prompt_at_sign_in_and_sign_up);
  CHECK_FALSE(settings.is_mandatory_in_organizations);
  CHECK_FALSE(settings.is_adaptive);
}

TEST_CASE("parse_mfa_settings reads what an administrator has chosen") {
  const auto settings = settings_of(R"({
    "mfa": {"factors": ["Totp", "BackupCode", "Totp", "Carrier pigeon"], "policy": "NoPrompt",
            "organizationRequiredMfaPolicy": "Mandatory"},
    "adaptiveMfa": {"enabled": true}})");
  CHECK(settings.factors == std::vector{Factor::totp, Factor::backup_code});
  CHECK(settings.allows(Factor::totp));
  CHECK_FALSE(settings.allows(Factor::web_authn));
  CHECK(settings.policy == MfaPolicy::no_prompt);
  CHECK(settings.is_mandatory_in_organizations);
  CHECK(settings.is_adaptive);
}

TEST_CASE("parse_mfa_settings knows the policies, and takes an unknown one as the strictest") {
  const std::pair<const char*, MfaPolicy> words[] = {
      {"UserControlled", MfaPolicy::prompt_at_sign_in_and_sign_up},
      {"PromptAtSignInAndSignUp", MfaPolicy::prompt_at_sign_in_and_sign_up},
      {"PromptOnlyAtSignIn", MfaPolicy::prompt_only_at_sign_in},
      {"NoPrompt", MfaPolicy::no_prompt},
      {"Mandatory", MfaPolicy::mandatory},
      {"PromptAtSignInAndSignUpMandatory", MfaPolicy::prompt_at_sign_in_and_sign_up_mandatory},
      {"PromptOnlyAtSignInMandatory", MfaPolicy::prompt_only_at_sign_in_mandatory},
      {"Anything", MfaPolicy::mandatory},
  };
  for (const auto& [word, policy] : words) {
    json::object document{{"mfa", {{"policy", word}}}};
    CHECK(parse_mfa_settings(document).policy == policy);
  }
  CHECK(is_skippable(MfaPolicy::no_prompt));
  CHECK_FALSE(is_skippable(MfaPolicy::prompt_only_at_sign_in_mandatory));
}

TEST_CASE("parse_passkey_sign_in reads the three switches, off unless they are on") {
  const auto off = parse_passkey_sign_in(parse("{}"));
  CHECK_FALSE(off.is_enabled);
  CHECK_FALSE(off.shows_button);
  CHECK_FALSE(off.allows_autofill);
  const auto on = parse_passkey_sign_in(
      parse(R"({"passkeySignIn":{"enabled":true,"showPasskeyButton":true,"allowAutofill":true}})")
  );
  CHECK(on.is_enabled);
  CHECK(on.shows_button);
  CHECK(on.allows_autofill);
}

TEST_CASE("parse_mfa_flags reads what with_mfa_flags writes, and other members stay") {
  CHECK(parse_mfa_flags(parse("{}")) == MfaFlags{});
  CHECK(with_mfa_flags(parse("{}"), MfaFlags{}).empty());
  const MfaFlags flags{
      .is_enabled = true,
      .is_skipped = true,
      .is_suggestion_skipped = true,
      .skips_at_sign_in = true,
      .is_passkey_skipped = true};
  const auto written = with_mfa_flags(parse(R"({"mfa":{"enabled":false},"other":1})"), flags);
  CHECK(parse_mfa_flags(written) == flags);
  CHECK(find_integer(written, "other") == 1);
  // A flag can be taken back.
  const auto cleared = with_mfa_flags(written, MfaFlags{.is_enabled = false});
  CHECK(parse_mfa_flags(cleared) == MfaFlags{.is_enabled = false});
}

}  // namespace daemun
