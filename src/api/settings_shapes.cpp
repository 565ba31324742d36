#include "api/settings_shapes.h"

#include "base/text.h"
#include "domain/language_tags.h"

#include <string_view>

namespace daemun::api {
namespace {

// "en"|"ko"|...
std::string language_words() {
  std::vector<std::string> words;
  for (const auto tag : all_language_tags())
    words.push_back("\"" + std::string(tag) + "\"");
  return join(words, "|");
}

const std::string identifier_words = R"("username"|"email"|"phone")";
const std::string color_shape =
    "{primaryColor: string<color>, isDarkModeEnabled: boolean, darkPrimaryColor: string<color>}";
const std::string branding_shape =
    "{logoUrl?: string<url>, darkLogoUrl?: string<url>, favicon?: string<url>, darkFavicon?: "
    "string<url>}";
const std::string sign_in_shape = "{methods: {identifier: " + identifier_words +
                                  ", password: boolean, verificationCode: boolean, "
                                  "isPasswordPrimary: boolean}[]}";
const std::string sign_up_shape =
    "{identifiers: (" + identifier_words +
    ")[], password: boolean, verify: boolean, secondaryIdentifiers?: {identifier: (" +
    identifier_words + R"( | "emailOrPhone"), verify?: boolean}[]})";
const std::string mfa_shape =
    R"({factors: ("Totp"|"WebAuthn"|"BackupCode"|"EmailVerificationCode"|"PhoneVerificationCode")[], )"
    R"(policy: "UserControlled"|"Mandatory"|"PromptOnlyAtSignIn"|"PromptAtSignInAndSignUp"|"NoPrompt"|)"
    R"("PromptAtSignInAndSignUpMandatory"|"PromptOnlyAtSignInMandatory", )"
    R"(organizationRequiredMfaPolicy?: "NoPrompt"|"Mandatory"})";
const std::string blocklist_shape =
    "{blockDisposableAddresses?: boolean, blockSubaddressing?: boolean, customAllowlist?: "
    "string<1..256>[], customBlocklist?: string<1..256>[]}";
const std::string recovery_shape = R"(("EmailVerificationCode"|"PhoneVerificationCode")[]|null)";
const std::string expiration_shape =
    "({enabled: boolean, validPeriodDays: integer<1..3650>, enabledAt?: number} | {enabled?: "
    "boolean})";
const std::string csp_shape = "{scriptSrc?: string<1..2048>[], connectSrc?: string<1..2048>[]}";
const std::string username_policy_shape =
    "{caseSensitive: boolean, minLength: integer<1..128>, maxLength: integer<1..128>, "
    "allowedChars: {lowercase: boolean, uppercase: boolean, numbers: boolean, underscore: "
    "boolean}}";
// Absent members have Logto's defaults. `pwnedRangeService` is ours.
const std::string password_policy_shape =
    "{length?: {min?: integer<1..256>, max?: integer<1..256>}, characterTypes?: {min?: "
    "integer<1..4>}, rejects?: {pwned?: boolean, pwnedRangeService?: boolean, "
    "repetitionAndSequence?: boolean, userInfo?: boolean, words?: string<1..128>[]}}";

const std::string control = R"("Off"|"ReadOnly"|"Edit")";

const std::string type_words =
    R"("Text"|"Number"|"Date"|"Checkbox"|"Select"|"Url"|"Regex"|"Address"|"Fullname")";

const std::string field_shape =
    "{tenantId: string<0..21>, id: string<1..21>, name: string<1..128>, type: " + type_words +
    ", label: string<0..128>, description: string<0..256>|null, required: boolean, config: "
    "{placeholder?: string<0..256>, minLength?: number, maxLength?: number, minValue?: number, "
    "maxValue?: number, format?: string<0..128>, customFormat?: string<0..128>, options?: "
    "{label?: string, value: string}[], defaultValue?: string, parts?: {enabled: boolean, name: "
    "string, type: " +
    type_words +
    ", label?: string<1..>, description?: string, required: boolean, config?: {placeholder?: "
    "string<0..256>, minLength?: number, maxLength?: number, minValue?: number, maxValue?: number, "
    "format?: string<0..128>, customFormat?: string<0..128>, options?: {label?: string, value: "
    "string}[], defaultValue?: string}}[]}, createdAt: number, sieOrder: number}";

// A proof by code, sent to an address of that kind.
std::string code_record_shape(const std::string& type, const std::string& identifier) {
  return R"({id: string, templateType: "SignIn"|"Register"|"ForgotPassword"|)"
         R"("OrganizationInvitation"|"Generic"|"UserPermissionValidation"|"BindNewIdentifier"|)"
         R"("MfaVerification"|"BindMfa", verified: boolean, type: ")" +
         type + R"(", identifier: {type: ")" + identifier + R"(", value: string}})";
}

// Who somebody is at another service.
const std::string foreign_user_shape =
    "{id: string, email?: string, phone?: string, name?: string, avatar?: string, rawData?: ({} | "
    "(string | number | boolean | string|null | {})[] | string | number | boolean)|null}";

// {name?: "Off"|"ReadOnly"|"Edit", ...}
std::string account_center_fields_shape() {
  std::string shape;
  for (const char* name :
       {"name",
        "avatar",
        "profile",
        "email",
        "phone",
        "password",
        "username",
        "social",
        "customData",
        "mfa",
        "passkey",
        "session",
        "trustedDevice"}) {
    shape += (shape.empty() ? "{" : ", ") + std::string(name) + "?: " + control;
  }
  return shape + "}";
}

}  // namespace

std::vector<SettingsMember> sign_in_experience_members() {
  const std::string url_body = "(string<url ..2048>|null | string<empty>)";
  const std::string email_body = "(string<email ..128>|null | string<empty>)";
  const std::string url_reply = "string<0..2048>|null";
  const std::string connectors = "string<1..128>[]";
  const std::string codes =
      "{expirationDuration?: integer<60..3600>, maxRetryAttempts?: integer<1..100>}";
  const std::string sentinel =
      "{maxAttempts?: integer<1..1000000>, lockoutDuration?: integer<1..525600>}";
  const std::string passkeys =
      "{enabled?: boolean, showPasskeyButton?: boolean, allowAutofill?: boolean}";
  const auto same = [](const char* name, const std::string& shape) {
    return SettingsMember{.name = name, .body = shape, .reply = shape};
  };
  return {
      same("color", color_shape),
      same("branding", branding_shape),
      same("hideLogtoBranding", "boolean"),
      same("languageInfo", "{autoDetect: boolean, fallbackLanguage: " + language_words() + "}"),
      {"termsOfUseUrl", url_body, url_reply},
      {"privacyPolicyUrl", url_body, url_reply},
      same("agreeToTermsPolicy", R"("Automatic"|"ManualRegistrationOnly"|"Manual")"),
      same("signIn", sign_in_shape),
      same("signUp", sign_up_shape),
      same(
          "socialSignIn", "{automaticAccountLinking?: boolean, skipRequiredIdentifiers?: boolean}"
      ),
      same("socialSignInConnectorTargets", connectors),
      same("signInMode", R"("SignIn"|"Register"|"SignInAndRegister")"),
      same("customCss", "string|null"),
      same("customContent", "{[k]: string}"),
      same("customUiAssets", "{id: string, createdAt: number}|null"),
      same("customUiCsp", csp_shape),
      same("passwordPolicy", password_policy_shape),
      same("mfa", mfa_shape),
      same("adaptiveMfa", "{enabled?: boolean}"),
      same("trustedDevice", "{enabled?: boolean, durationDays?: integer<1..365>}"),
      same("singleSignOnEnabled", "boolean"),
      {"supportEmail", email_body, "string|null"},
      {"supportWebsiteUrl", url_body, "string|null"},
      {"unknownSessionRedirectUrl", url_body, "string|null"},
      same("captchaPolicy", "{enabled?: boolean}"),
      same("sentinelPolicy", sentinel),
      same("emailBlocklistPolicy", blocklist_shape),
      same("verificationCodePolicy", codes),
      same("forgotPasswordMethods", recovery_shape),
      same("passkeySignIn", passkeys),
      same("signUpProfileFields", "{name: string<1..128>}[]|null"),
      same("passwordExpiration", expiration_shape),
      same("usernamePolicy", username_policy_shape),
      same("signOutOnPasswordChange", "boolean"),
      same("claimsDialect", R"("logto"|"standard")"),
  };
}

std::string public_sign_in_experience_shape() {
  std::string shape = "{tenantId: string<0..21>, id: string<1..21>";
  for (const auto& member : sign_in_experience_members()) {
    const std::string_view name = member.name;
    const bool is_private = name == "emailBlocklistPolicy" || name == "forgotPasswordMethods" ||
                            name == "trustedDevice" || name == "signOutOnPasswordChange" ||
                            name == "claimsDialect";
    if (!is_private) shape += ", " + std::string(name) + ": " + member.reply;
  }
  return shape +
         ", socialConnectors: {}[], ssoConnectors: {}[], forgotPassword: {phone: boolean, email: "
         "boolean}, isDevelopmentTenant: boolean, customProfileFields: " +
         field_shape + "[], customProfileFieldCatalog: " + field_shape + "[]}";
}

std::string account_center_shape() {
  return "{tenantId: string<0..21>, id: string<1..21>, enabled: boolean, fields: " +
         account_center_fields_shape() +
         ", webauthnRelatedOrigins: string[], deleteAccountUrl: string<0..2048>|null, customCss: "
         "string|null, profileFields: {name: string}[]|null}";
}

std::string profile_field_shape() {
  return field_shape;
}

std::string verification_record_shape() {
  return R"(({id: string, type: "Password", identifier: {type: ("username"|"email"|"phone" | )"
         R"("userId"), value: string}, verified: boolean} | )" +
         code_record_shape("EmailVerificationCode", "email") + " | " +
         code_record_shape("PhoneVerificationCode", "phone") + " | " +
         code_record_shape("MfaEmailVerificationCode", "email") + " | " +
         code_record_shape("MfaPhoneVerificationCode", "phone") +
         R"( | {id: string, connectorId: string, type: "Social", socialUserInfo?: )" +
         foreign_user_shape +
         R"(} | {id: string, connectorId: string, type: "EnterpriseSso", enterpriseSsoUserInfo?: )" +
         foreign_user_shape +
         R"(, issuer?: string} | {id: string, type: "Totp", userId: string, verified: boolean} | )"
         R"({id: string, type: "BackupCode", userId: string, code?: string} | )"
         R"({id: string, verified: boolean, registrationRpId?: string, type: "WebAuthn", userId: )"
         R"(string} | {id: string, verified: boolean, registrationRpId?: string, type: )"
         R"("SignInPasskey", userId?: string} | {id: string, type: "OneTimeToken", verified: boolean, )"
         R"(identifier: {type: "email", value: string}, oneTimeTokenContext?: {jitOrganizationIds?: )"
         R"(string[], interactionEvent?: "SignIn"|"Register"|"ForgotPassword"}} | {id: string, type: )"
         R"("NewPasswordIdentity", identifier: {type: "username"|"email"|"phone", value: string}}))";
}

}  // namespace daemun::api
