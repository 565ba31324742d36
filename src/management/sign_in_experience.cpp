#include "management/sign_in_experience.h"

#include "base/text.h"
#include "domain/language.h"
#include "domain/language_tags.h"
#include "domain/password_policy.h"
#include "domain/sign_in_experience.h"
#include "management/answers.h"
#include "management/change.h"
#include "management/sign_in_experience_rules.h"

#include <charconv>
#include <utility>

namespace daemun::management {
namespace {

// How often a change is tried when others change the document at the same time.
constexpr int max_attempts = 5;
constexpr std::int64_t default_samples = 20;
constexpr std::int64_t max_samples = 100;
constexpr JsonLimits stored_limits{.max_bytes = 4 * 1024 * 1024, .max_depth = 32};

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

// Members whose shape is the same in requests and replies, by their order in a reply. "?" is put
// after each name in a request.
struct Member {
  const char* name;
  std::string body;
  std::string reply;
};

std::vector<Member> members() {
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
    return Member{.name = name, .body = shape, .reply = shape};
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
  };
}

std::string body_shape() {
  std::string shape = "{";
  for (const auto& member : members())
    shape += (shape.size() > 1 ? ", " : "") + std::string(member.name) + "?: " + member.body;
  return shape + "}";
}

std::string reply_shape() {
  std::string shape = "{tenantId: string<0..21>, id: string<1..21>";
  for (const auto& member : members())
    shape += ", " + std::string(member.name) + ": " + member.reply;
  return shape + "}";
}

const std::string issues_shape = "{code: string, interpolation?: {[k]: any}}[]";
const std::string conflicts_shape =
    "{totalConflicts: number, samples: {usernameLower: string, userIds: string[]}[]}";

std::vector<std::string> spoken_languages(const std::vector<CustomPhrases>& phrases) {
  std::vector<std::string> tags;
  for (const auto language : all_languages)
    tags.emplace_back(to_string(language));
  for (const auto& one : phrases)
    tags.push_back(one.language_tag);
  return tags;
}

PasswordOwner owner_of(const User& user) {
  return {
      .name = user.name,
      .username = user.username,
      .email = user.primary_email,
      .phone = user.primary_phone};
}

}  // namespace

SignInExperiences::SignInExperiences(const Dependencies& dependencies)
    : dependencies_(dependencies),
      tenants_(dependencies.database, dependencies.vault, dependencies.tenant),
      experience_(dependencies.database, dependencies.tenant),
      users_(dependencies.database, dependencies.tenant),
      username_conflicts_(dependencies.database, dependencies.tenant) {}

std::vector<Operation> SignInExperiences::operations() {
  using http::Method;
  const auto document = parse_shape(reply_shape());
  return {
      {.method = Method::get,
       .path = "/sign-in-exp",
       .summary = "Show the sign-in experience",
       .reply = document,
       .handler = handled_by(*this, &SignInExperiences::show)},
      {.method = Method::patch,
       .path = "/sign-in-exp",
       .summary = "Change the sign-in experience",
       .query = {"removeUnusedDemoSocialConnector"},
       .body = parse_shape(body_shape()),
       .reply = document,
       .refusals = {409, 422},
       .handler = handled_by(*this, &SignInExperiences::update)},
      {.method = Method::post,
       .path = "/sign-in-exp/default/check-password",
       .summary = "Check a password by the tenant's policy",
       .body = parse_shape("{password: string<..1024>, userId?: string}"),
       .reply =
           parse_shape("({result: boolean} | {result: boolean, issues: " + issues_shape + "})"),
       .refusals = {404},
       .handler = handled_by(*this, &SignInExperiences::check_password)},
      {.method = Method::get,
       .path = "/sign-in-exp/username-policy/case-sensitivity-conflicts",
       .summary = "List user names that differ only in case",
       .query = {"limit"},
       .reply = parse_shape(conflicts_shape),
       .handler = handled_by(*this, &SignInExperiences::show_username_conflicts)},
  };
}

json::object SignInExperiences::to_json(const json::object& document) const {
  json::object body{{"tenantId", dependencies_.tenant.value()}, {"id", "default"}};
  for (const auto& member : document)
    body[member.key()] = member.value();
  return body;
}

Answer SignInExperiences::show(Call) {
  const auto settings = co_await dependencies_.settings.find_sign_in_experience();
  co_return Reply{.body = to_json(settings->document)};
}

Answer SignInExperiences::update(Call call) {
  auto changes = keep_described(*call.operation->body, call.body).as_object();
  normalize_sign_in_experience(changes);
  for (int attempt = 0; attempt < max_attempts; ++attempt) {
    auto changed = co_await change(call, changes);
    if (!changed) co_return changed.error();
    if (*changed) co_return *std::move(*changed);
  }
  co_return api::conflict();
}

Task<api::Outcome<std::optional<Reply>>> SignInExperiences::change(
    Call call, json::object changes
) {
  const auto stored = co_await tenants_.find_sign_in_experience();
  json::object after = make_default_sign_in_experience();
  if (stored) {
    auto parsed = parse_json_object(*stored, stored_limits);
    if (!parsed) throw std::runtime_error("the stored sign-in experience is not a JSON object");
    after = complete_sign_in_experience(*std::move(parsed));
  }
  for (const auto& member : changes)
    after[member.key()] = member.value();
  const auto checked = co_await check(std::move(changes), after);
  if (!checked) co_return checked.error();
  const storage::DocumentChange document{.before = stored, .after = json::serialize(after)};
  storage::Plan plan;
  plan.add(experience_.change_sign_in_experience(document));
  const auto committed = co_await commit_settings(dependencies_, call, std::move(plan));
  if (!committed) co_return std::optional<Reply>();
  co_return std::optional(Reply{.body = to_json(after)});
}

Task<api::Outcome<void>> SignInExperiences::check(json::object changes, json::object after) {
  const auto phrases = co_await dependencies_.settings.list_custom_phrases();
  const auto fields = co_await dependencies_.settings.list_profile_fields();
  std::vector<std::string> names;
  for (const auto& field : *fields)
    names.push_back(field.name);
  const SignInExperienceFacts facts{
      .changes = changes,
      .after = after,
      .languages = spoken_languages(*phrases),
      .profile_fields = std::move(names),
  };
  co_return check_sign_in_experience(facts);
}

Answer SignInExperiences::check_password(Call call) {
  PasswordOwner owner;
  if (const auto id = string_of(call.body, "userId")) {
    const auto user = co_await users_.find(UserId(*id));
    if (!user) co_return no_such("users", *id);
    owner = owner_of(*user);
  }
  const auto password = to_nfc(*string_of(call.body, "password"));
  if (!password) co_return api::invalid_input("body.password must be UTF-8");
  const auto settings = co_await dependencies_.settings.find_sign_in_experience();
  const auto issues = daemun::check_password(*password, settings->password_policy, owner);
  if (issues.empty()) co_return Reply{.body = json::object{{"result", true}}};
  co_return Reply{
      .body = json::object{{"result", false}, {"issues", daemun::to_json(issues)}},
      .status = 400,
  };
}

Answer SignInExperiences::show_username_conflicts(Call call) {
  std::int64_t limit = default_samples;
  if (const auto text = call.query.find("limit")) {
    const auto* end = text->data() + text->size();
    const auto parsed = std::from_chars(text->data(), end, limit);
    const bool is_number = parsed.ec == std::errc() && parsed.ptr == end;
    if (!is_number || limit < 1 || limit > max_samples) {
      co_return api::invalid_input("limit must be a number from 1 to 100");
    }
  }
  const auto conflicts = co_await username_conflicts_.find(limit);
  json::array samples;
  for (const auto& sample : conflicts.samples) {
    json::array ids;
    for (const auto& id : sample.users)
      ids.emplace_back(id.value());
    samples.push_back(json::object{{"usernameLower", sample.lower}, {"userIds", std::move(ids)}});
  }
  co_return Reply{
      .body = json::object{{"totalConflicts", conflicts.total}, {"samples", std::move(samples)}}};
}

}  // namespace daemun::management
