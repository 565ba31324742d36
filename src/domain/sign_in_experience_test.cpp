#include "domain/sign_in_experience.h"

#include <doctest/doctest.h>

namespace daemun {
namespace {

SignInExperience parse(std::string_view text) {
  auto document = parse_json_object(text);
  REQUIRE(document);
  return parse_sign_in_experience(std::move(*document));
}

}  // namespace

TEST_CASE("parse_sign_in_experience reads the document of a new tenant") {
  const auto experience = parse_sign_in_experience(make_default_sign_in_experience());
  CHECK(experience.mode == SignInMode::sign_in_and_register);
  REQUIRE(experience.methods.size() == 1);
  CHECK(experience.methods.front().identifier == IdentifierType::username);
  CHECK(experience.methods.front().password);
  CHECK(experience.sign_up_identifiers == std::vector{IdentifierType::username});
  CHECK(experience.sign_up_password);
  CHECK_FALSE(experience.sign_up_verify);
  CHECK(experience.auto_detect_language);
  CHECK(experience.fallback_language == "en");
  CHECK_FALSE(experience.unknown_session_redirect_url);
  CHECK(experience.document == make_default_sign_in_experience());
}

TEST_CASE("parse_sign_in_experience takes the defaults for an empty document") {
  const auto experience = parse("{}");
  CHECK(experience.mode == SignInMode::sign_in_and_register);
  CHECK(experience.methods.empty());
  CHECK(experience.sign_up_identifiers.empty());
  CHECK(experience.password_policy.min_length == 8);
  CHECK(experience.password_policy.max_length == 256);
  CHECK(experience.password_policy.min_character_types == 1);
  CHECK(experience.password_policy.reject_common);
  CHECK_FALSE(experience.password_policy.ask_range_service);
  CHECK(experience.sentinel_policy.max_attempts == 100);
  CHECK(experience.sentinel_policy.lockout_duration == std::chrono::minutes(60));
}

TEST_CASE("parse_sign_in_experience reads what a new password ends, and the dialect of claims") {
  CHECK(parse("{}").signs_out_on_password_change);
  CHECK(parse("{}").claims_dialect == ClaimsDialect::logto);
  const auto changed = parse(R"({"signOutOnPasswordChange":false,"claimsDialect":"standard"})");
  CHECK_FALSE(changed.signs_out_on_password_change);
  CHECK(changed.claims_dialect == ClaimsDialect::standard);
  CHECK(parse(R"({"claimsDialect":"latin"})").claims_dialect == ClaimsDialect::logto);
}

TEST_CASE("parse_sign_in_experience reads which e-mail addresses are taken") {
  const auto policy = parse(R"({"emailBlocklistPolicy":{"blockDisposableAddresses":true,
    "blockSubaddressing":true,"customAllowlist":["Ann@Good.example"],
    "customBlocklist":["@Bad.example"]}})")
                          .email_blocklist_policy;
  CHECK(policy.block_disposable_addresses);
  CHECK(policy.block_subaddressing);
  CHECK(policy.custom_allowlist == std::vector<std::string>{"ann@good.example"});
  CHECK(policy.custom_blocklist == std::vector<std::string>{"*@bad.example"});
  CHECK_FALSE(parse("{}").email_blocklist_policy.block_subaddressing);
}

TEST_CASE("parse_sign_in_experience reads the mode") {
  CHECK(parse(R"({"signInMode":"SignIn"})").mode == SignInMode::sign_in);
  CHECK(parse(R"({"signInMode":"Register"})").mode == SignInMode::register_);
  CHECK(parse(R"({"signInMode":"SignInAndRegister"})").mode == SignInMode::sign_in_and_register);
  CHECK(parse(R"({"signInMode":1})").mode == SignInMode::sign_in_and_register);
}

TEST_CASE("parse_sign_in_experience reads methods and skips unknown identifiers") {
  const auto experience = parse(R"({"signIn":{"methods":[
      {"identifier":"email","password":true},
      {"identifier":"phone","password":false},
      {"identifier":"username"},
      {"identifier":"fingerprint","password":true},
      {"password":true}, 1, null]},
      "signUp":{"identifiers":["email","x",1,"phone"],"password":false,"verify":true}})");
  REQUIRE(experience.methods.size() == 3);
  CHECK(experience.methods[0].identifier == IdentifierType::email);
  CHECK(experience.methods[0].password);
  CHECK(experience.methods[1].identifier == IdentifierType::phone);
  CHECK_FALSE(experience.methods[1].password);
  CHECK_FALSE(experience.methods[2].password);
  CHECK(
      experience.sign_up_identifiers == std::vector{IdentifierType::email, IdentifierType::phone}
  );
  CHECK_FALSE(experience.sign_up_password);
  CHECK(experience.sign_up_verify);
}

TEST_CASE("parse_sign_in_experience reads the password policy") {
  const auto policy = parse(R"({"passwordPolicy":{
      "length":{"min":12,"max":64},"characterTypes":{"min":3},
      "rejects":{"pwned":false,"pwnedRangeService":true,"repetitionAndSequence":false,
                 "userInfo":false,"words":["acme","daemun"]}}})")
                          .password_policy;
  CHECK(policy.min_length == 12);
  CHECK(policy.max_length == 64);
  CHECK(policy.min_character_types == 3);
  CHECK_FALSE(policy.reject_common);
  CHECK(policy.ask_range_service);
  CHECK_FALSE(policy.reject_repetition_and_sequence);
  CHECK_FALSE(policy.reject_user_info);
  CHECK(policy.reject_words == std::vector<std::string>{"acme", "daemun"});
}

TEST_CASE("parse_sign_in_experience takes the default for a number out of range") {
  for (const char* text :
       {R"({"passwordPolicy":{"length":{"min":0,"max":0},"characterTypes":{"min":0}},
            "sentinelPolicy":{"maxAttempts":0,"lockoutDuration":0}})",
        R"({"passwordPolicy":{"length":{"min":-1,"max":257},"characterTypes":{"min":5}},
            "sentinelPolicy":{"maxAttempts":-3,"lockoutDuration":-1}})",
        R"({"passwordPolicy":{"length":{"min":"8","max":9223372036854775807},
            "characterTypes":{"min":1.5}},
            "sentinelPolicy":{"maxAttempts":9223372036854775807,"lockoutDuration":1e300}})",
        R"({"passwordPolicy":[],"sentinelPolicy":null,"signIn":1,"signUp":"x",
            "languageInfo":[]})"}) {
    CAPTURE(text);
    const auto experience = parse(text);
    CHECK(experience.password_policy.min_length == 8);
    CHECK(experience.password_policy.max_length == 256);
    CHECK(experience.password_policy.min_character_types == 1);
    CHECK(experience.sentinel_policy.max_attempts == 100);
    CHECK(experience.sentinel_policy.lockout_duration == std::chrono::minutes(60));
  }
}

TEST_CASE("parse_sign_in_experience reads sentinel, language and redirect settings") {
  const auto experience = parse(R"({"sentinelPolicy":{"maxAttempts":3,"lockoutDuration":10},
      "languageInfo":{"autoDetect":false,"fallbackLanguage":"ko"},
      "unknownSessionRedirectUrl":"https://app.example/"})");
  CHECK(experience.sentinel_policy.max_attempts == 3);
  CHECK(experience.sentinel_policy.lockout_duration == std::chrono::minutes(10));
  CHECK_FALSE(experience.auto_detect_language);
  CHECK(experience.fallback_language == "ko");
  CHECK(experience.unknown_session_redirect_url == "https://app.example/");
}

TEST_CASE("parse_sign_in_experience keeps members that only pages need") {
  CHECK(parse(R"({"customCss":"a{}"})").document.at("customCss").as_string() == "a{}");
}

TEST_CASE("parse_sign_in_experience reads which identifiers take a code and reset a password") {
  const auto experience = parse(R"({"signIn":{"methods":[
      {"identifier":"username","password":true,"verificationCode":true},
      {"identifier":"email","password":false,"verificationCode":true}]},
      "forgotPasswordMethods":["PhoneVerificationCode"]})");
  CHECK(takes_password(experience, IdentifierType::username));
  CHECK_FALSE(takes_verification_code(experience, IdentifierType::username));
  CHECK_FALSE(takes_password(experience, IdentifierType::email));
  CHECK(takes_verification_code(experience, IdentifierType::email));
  CHECK_FALSE(takes_verification_code(experience, IdentifierType::phone));
  CHECK(takes_recovery(experience, IdentifierType::phone));
  CHECK_FALSE(takes_recovery(experience, IdentifierType::email));
}

TEST_CASE("takes_recovery lets every address do where the administrator has not chosen") {
  const auto experience = parse(R"({"forgotPasswordMethods":null})");
  CHECK(takes_recovery(experience, IdentifierType::email));
  CHECK(takes_recovery(experience, IdentifierType::phone));
  CHECK_FALSE(takes_recovery(experience, IdentifierType::username));
  const auto none = parse(R"({"forgotPasswordMethods":[]})");
  CHECK_FALSE(takes_recovery(none, IdentifierType::email));
}

TEST_CASE("asks_at_sign_up knows first and further identifiers") {
  const auto experience = parse(R"({"signUp":{"identifiers":["username"],
      "secondaryIdentifiers":[{"identifier":"emailOrPhone","verify":true}]}})");
  CHECK(asks_at_sign_up(experience, IdentifierType::username));
  CHECK(asks_at_sign_up(experience, IdentifierType::email));
  CHECK(asks_at_sign_up(experience, IdentifierType::phone));
  CHECK_FALSE(asks_at_sign_up(parse("{}"), IdentifierType::email));
}

TEST_CASE("parse_sign_in_experience reads the policy of codes within Logto's bounds") {
  const auto usual = parse("{}").verification_code_policy;
  CHECK(usual.lifetime == Seconds(600));
  CHECK(usual.max_tries == 10);
  const auto strict =
      parse(R"({"verificationCodePolicy":{"expirationDuration":60,"maxRetryAttempts":3}})");
  CHECK(strict.verification_code_policy.lifetime == Seconds(60));
  CHECK(strict.verification_code_policy.max_tries == 3);
  const auto absurd =
      parse(R"({"verificationCodePolicy":{"expirationDuration":1,"maxRetryAttempts":1000}})");
  CHECK(absurd.verification_code_policy.lifetime == Seconds(600));
  CHECK(absurd.verification_code_policy.max_tries == 10);
}

TEST_CASE("is_too_old counts from the password's date, else from the policy's or the account's") {
  const auto policy = [](std::string_view text) { return parse(text).password_expiration; };
  const TimePoint then = from_unix_ms(1'700'000'000'000);
  const auto day = std::chrono::hours(24);
  const PasswordAge dated{.updated_at = then, .account_created_at = then - day * 100};
  const auto monthly = policy(
      R"({"passwordExpiration":{"enabled":true,"validPeriodDays":30,"enabledAt":1700000000000}})"
  );
  CHECK_FALSE(is_too_old(dated, monthly, then + day * 30 - Milliseconds(1)));
  CHECK(is_too_old(dated, monthly, then + day * 30));

  const PasswordAge undated{.account_created_at = then - day * 100};
  CHECK_FALSE(is_too_old(undated, monthly, then + day * 29));
  CHECK(is_too_old(undated, monthly, then + day * 30));
  const auto without_date =
      policy(R"({"passwordExpiration":{"enabled":true,"validPeriodDays":30}})");
  CHECK(is_too_old(undated, without_date, then));

  CHECK_FALSE(is_too_old(dated, policy("{}"), then + day * 10'000));
  const auto off = policy(R"({"passwordExpiration":{"enabled":false,"validPeriodDays":1}})");
  CHECK_FALSE(is_too_old(dated, off, then + day * 10'000));
}

}  // namespace daemun
