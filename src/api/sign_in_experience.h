// The sign-in experience: as administrators change it, as the Management API shows it, and as the
// pages may see it. Its JSON document is stored as it is.
#ifndef DAEMUN_API_SIGN_IN_EXPERIENCE_H
#define DAEMUN_API_SIGN_IN_EXPERIENCE_H

#include "base/json.h"
#include "domain/language_tags.h"

#include <boost/describe.hpp>

#include <array>
#include <map>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "api/described.h"
#include "api/identifiers.h"
#include "api/page_look.h"

namespace daemun::api {

// One of domain/language_tags.h.
struct LanguageTag : std::string {
  using std::string::string;
  explicit LanguageTag(std::string tag) : std::string(std::move(tag)) {}
};
template <>
struct Codec<LanguageTag> : TextCodec<LanguageTag> {
  static Shape shape() {
    const auto tags = all_language_tags();
    return {.kind = Shape::Kind::words, .words = {tags.begin(), tags.end()}};
  }
};

struct ColorSettings {
  Color primary_color{};
  bool is_dark_mode_enabled = false;
  Color dark_primary_color{};
};
BOOST_DESCRIBE_STRUCT(ColorSettings, (), (primary_color, is_dark_mode_enabled, dark_primary_color))

struct LanguageInfo {
  bool auto_detect = false;
  LanguageTag fallback_language{};
};
BOOST_DESCRIBE_STRUCT(LanguageInfo, (), (auto_detect, fallback_language))

struct SignInMethodSettings {
  IdentifierType identifier{};
  bool password = false;
  bool verification_code = false;
  bool is_password_primary = false;
};
BOOST_DESCRIBE_STRUCT(
    SignInMethodSettings, (), (identifier, password, verification_code, is_password_primary)
)

struct SignInSettings {
  std::vector<SignInMethodSettings> methods{};
};
BOOST_DESCRIBE_STRUCT(SignInSettings, (), (methods))

struct SecondaryIdentifier {
  Word<"username", "email", "phone", "emailOrPhone"> identifier{};
  std::optional<bool> verify{};
};
BOOST_DESCRIBE_STRUCT(SecondaryIdentifier, (), (identifier, verify))

struct SignUpSettings {
  std::vector<IdentifierType> identifiers{};
  bool password = false;
  bool verify = false;
  std::optional<std::vector<SecondaryIdentifier>> secondary_identifiers{};
};
BOOST_DESCRIBE_STRUCT(SignUpSettings, (), (identifiers, password, verify, secondary_identifiers))

struct SocialSignIn {
  std::optional<bool> automatic_account_linking{};
  std::optional<bool> skip_required_identifiers{};
};
BOOST_DESCRIBE_STRUCT(SocialSignIn, (), (automatic_account_linking, skip_required_identifiers))

struct CustomUiAssets {
  std::string id{};
  Number<> created_at{};
};
BOOST_DESCRIBE_STRUCT(CustomUiAssets, (), (id, created_at))

struct CustomUiCsp {
  std::optional<std::vector<Text<1, 2048>>> script_src{};
  std::optional<std::vector<Text<1, 2048>>> connect_src{};
};
BOOST_DESCRIBE_STRUCT(CustomUiCsp, (), (script_src, connect_src))

struct PasswordLength {
  std::optional<Integer<1, 256>> min{};
  std::optional<Integer<1, 256>> max{};
};
BOOST_DESCRIBE_STRUCT(PasswordLength, (), (min, max))

struct PasswordCharacterTypes {
  std::optional<Integer<1, 4>> min{};
};
BOOST_DESCRIBE_STRUCT(PasswordCharacterTypes, (), (min))

struct PasswordRejects {
  std::optional<bool> pwned{};
  std::optional<bool> pwned_range_service{};  // ours
  std::optional<bool> repetition_and_sequence{};
  std::optional<bool> user_info{};
  std::optional<std::vector<Text<1, 128>>> words{};
};
BOOST_DESCRIBE_STRUCT(
    PasswordRejects, (), (pwned, pwned_range_service, repetition_and_sequence, user_info, words)
)

// Absent members have Logto's defaults.
struct PasswordPolicySettings {
  std::optional<PasswordLength> length{};
  std::optional<PasswordCharacterTypes> character_types{};
  std::optional<PasswordRejects> rejects{};
};
BOOST_DESCRIBE_STRUCT(PasswordPolicySettings, (), (length, character_types, rejects))

struct MfaSettings {
  std::vector<
      Word<"Totp", "WebAuthn", "BackupCode", "EmailVerificationCode", "PhoneVerificationCode">>
      factors{};
  Word<
      "UserControlled",
      "Mandatory",
      "PromptOnlyAtSignIn",
      "PromptAtSignInAndSignUp",
      "NoPrompt",
      "PromptAtSignInAndSignUpMandatory",
      "PromptOnlyAtSignInMandatory">
      policy{};
  std::optional<Word<"NoPrompt", "Mandatory">> organization_required_mfa_policy{};
};
BOOST_DESCRIBE_STRUCT(MfaSettings, (), (factors, policy, organization_required_mfa_policy))

// A feature that is switched on or off.
struct Switch {
  std::optional<bool> enabled{};
};
BOOST_DESCRIBE_STRUCT(Switch, (), (enabled))

struct TrustedDeviceSettings : Switch {
  std::optional<Integer<1, 365>> duration_days{};
};
BOOST_DESCRIBE_STRUCT(TrustedDeviceSettings, (Switch), (duration_days))

struct SentinelSettings {
  std::optional<Integer<1, 1000000>> max_attempts{};
  std::optional<Integer<1, 525600>> lockout_duration{};
};
BOOST_DESCRIBE_STRUCT(SentinelSettings, (), (max_attempts, lockout_duration))

struct EmailBlocklist {
  std::optional<bool> block_disposable_addresses{};
  std::optional<bool> block_subaddressing{};
  std::optional<std::vector<Text<1, 256>>> custom_allowlist{};
  std::optional<std::vector<Text<1, 256>>> custom_blocklist{};
};
BOOST_DESCRIBE_STRUCT(
    EmailBlocklist,
    (),
    (block_disposable_addresses, block_subaddressing, custom_allowlist, custom_blocklist)
)

struct VerificationCodeSettings {
  std::optional<Integer<60, 3600>> expiration_duration{};
  std::optional<Integer<1, 100>> max_retry_attempts{};
};
BOOST_DESCRIBE_STRUCT(VerificationCodeSettings, (), (expiration_duration, max_retry_attempts))

struct PasskeySettings : Switch {
  std::optional<bool> show_passkey_button{};
  std::optional<bool> allow_autofill{};
};
BOOST_DESCRIBE_STRUCT(PasskeySettings, (Switch), (show_passkey_button, allow_autofill))

// A field of the profile form, by name.
struct ChosenField {
  Text<1, 128> name{};
};
BOOST_DESCRIBE_STRUCT(ChosenField, (), (name))

struct PasswordExpiration {
  bool enabled = false;
  Integer<1, 3650> valid_period_days{};
  std::optional<Number<>> enabled_at{};
};
BOOST_DESCRIBE_STRUCT(PasswordExpiration, (), (enabled, valid_period_days, enabled_at))

struct AllowedCharacters {
  bool lowercase = false;
  bool uppercase = false;
  bool numbers = false;
  bool underscore = false;
};
BOOST_DESCRIBE_STRUCT(AllowedCharacters, (), (lowercase, uppercase, numbers, underscore))

struct UsernamePolicySettings {
  bool case_sensitive = false;
  Integer<1, 128> min_length{};
  Integer<1, 128> max_length{};
  AllowedCharacters allowed_chars{};
};
BOOST_DESCRIBE_STRUCT(
    UsernamePolicySettings, (), (case_sensitive, min_length, max_length, allowed_chars)
)

// The members in the order of a reply. `Member` gives each its type in a request and in a reply.
template <template <typename Body, typename Reply = Body> typename Member>
struct SignInExperienceMembers {
  using Url = Nullable<OrEmpty<Text<no_bound, 2048, TextFormat::url>>>;
  using Email = Nullable<OrEmpty<Text<no_bound, 128, TextFormat::email>>>;
  using ShownUrl = Nullable<Text<0, 2048>>;

  Member<ColorSettings> color{};
  Member<Branding> branding{};
  Member<bool> hide_logto_branding{};
  Member<LanguageInfo> language_info{};
  Member<Url, ShownUrl> terms_of_use_url{};
  Member<Url, ShownUrl> privacy_policy_url{};
  Member<Word<"Automatic", "ManualRegistrationOnly", "Manual">> agree_to_terms_policy{};
  Member<SignInSettings> sign_in{};
  Member<SignUpSettings> sign_up{};
  Member<SocialSignIn> social_sign_in{};
  Member<std::vector<Text<1, 128>>> social_sign_in_connector_targets{};
  Member<Word<"SignIn", "Register", "SignInAndRegister">> sign_in_mode{};
  Member<Nullable<std::string>> custom_css{};
  Member<Raw<std::map<std::string, std::string>>> custom_content{};
  Member<Nullable<CustomUiAssets>> custom_ui_assets{};
  Member<CustomUiCsp> custom_ui_csp{};
  Member<PasswordPolicySettings> password_policy{};
  Member<MfaSettings> mfa{};
  Member<Switch> adaptive_mfa{};
  Member<TrustedDeviceSettings> trusted_device{};
  Member<bool> single_sign_on_enabled{};
  Member<Email, Nullable<std::string>> support_email{};
  Member<Url, Nullable<std::string>> support_website_url{};
  Member<Url, Nullable<std::string>> unknown_session_redirect_url{};
  Member<Switch> captcha_policy{};
  Member<SentinelSettings> sentinel_policy{};
  Member<EmailBlocklist> email_blocklist_policy{};
  Member<VerificationCodeSettings> verification_code_policy{};
  Member<Nullable<std::vector<Word<"EmailVerificationCode", "PhoneVerificationCode">>>>
      forgot_password_methods{};
  Member<PasskeySettings> passkey_sign_in{};
  Member<Nullable<std::vector<ChosenField>>> sign_up_profile_fields{};
  Member<std::variant<PasswordExpiration, Switch>> password_expiration{};
  Member<UsernamePolicySettings> username_policy{};
  Member<bool> sign_out_on_password_change{};          // ours
  Member<Word<"logto", "standard">> claims_dialect{};  // ours
  // Ours: where people go after joining an organization through a link of ours.
  Member<Url, Nullable<std::string>> invitation_redirect_url{};
  BOOST_DESCRIBE_CLASS(
      SignInExperienceMembers,
      (),
      (color,
       branding,
       hide_logto_branding,
       language_info,
       terms_of_use_url,
       privacy_policy_url,
       agree_to_terms_policy,
       sign_in,
       sign_up,
       social_sign_in,
       social_sign_in_connector_targets,
       sign_in_mode,
       custom_css,
       custom_content,
       custom_ui_assets,
       custom_ui_csp,
       password_policy,
       mfa,
       adaptive_mfa,
       trusted_device,
       single_sign_on_enabled,
       support_email,
       support_website_url,
       unknown_session_redirect_url,
       captcha_policy,
       sentinel_policy,
       email_blocklist_policy,
       verification_code_policy,
       forgot_password_methods,
       passkey_sign_in,
       sign_up_profile_fields,
       password_expiration,
       username_policy,
       sign_out_on_password_change,
       claims_dialect,
       invitation_redirect_url),
      (),
      ()
  )
};

template <typename Body, typename>
using InRequest = std::optional<Body>;
template <typename, typename Reply>
using InReply = Reply;

using SignInExperienceChanges = SignInExperienceMembers<InRequest>;

// The ids of a document that a tenant has.
struct TenantDocument {
  Text<0, 21> tenant_id{};
  Text<1, 21> id{};
};
BOOST_DESCRIBE_STRUCT(TenantDocument, (), (tenant_id, id))

struct SignInExperienceView : TenantDocument, SignInExperienceMembers<InReply> {};
BOOST_DESCRIBE_STRUCT(SignInExperienceView, (TenantDocument, SignInExperienceMembers<InReply>), ())

// Members that are nobody's business but the administrator's.
inline constexpr std::array<std::string_view, 6> private_experience_members{
    "emailBlocklistPolicy",
    "forgotPasswordMethods",
    "trustedDevice",
    "signOutOnPasswordChange",
    "claimsDialect",
    "invitationRedirectUrl"};

// The others, with what the pages need beside them.
Shape public_sign_in_experience_shape();

}  // namespace daemun::api

#endif
