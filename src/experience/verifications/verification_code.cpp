#include "experience/verifications/verification_code.h"

#include "experience/code_message.h"
#include "experience/email_check.h"
#include "experience/known_browser.h"
#include "experience/sent_code.h"
#include "storage/interaction_store.h"
#include "storage/user_store.h"

#include <utility>
#include <variant>

#include "api/verification_record.h"

namespace daemun::experience {
namespace {

constexpr std::size_t max_id_bytes = 64;

struct EmailAddress {
  api::Word<"email"> type{};
  std::string value{};
};
BOOST_DESCRIBE_STRUCT(EmailAddress, (), (type, value))

struct PhoneNumber {
  api::Word<"phone"> type{};
  std::string value{};
};
BOOST_DESCRIBE_STRUCT(PhoneNumber, (), (type, value))

using SentAddress = std::variant<EmailAddress, PhoneNumber>;

struct SendCode {
  SentAddress identifier{};
  api::DialogueEvent interaction_event{};
};
BOOST_DESCRIBE_STRUCT(SendCode, (), (identifier, interaction_event))

struct VerifyCode {
  SentAddress identifier{};
  std::string verification_id{};
  std::string code{};
};
BOOST_DESCRIBE_STRUCT(VerifyCode, (), (identifier, verification_id, code))

const VerificationMethod& method_of(IdentifierType type) {
  return type == IdentifierType::phone ? phone_code_method : email_code_method;
}

// "Verification.EmailVerificationCode.Create"
std::string action_of(IdentifierType type, std::string_view end) {
  return "Verification." + std::string(method_of(type).type) + "." + std::string(end);
}

SentIdentifier to_sent_identifier(const SentAddress& address) {
  if (const auto* email = std::get_if<EmailAddress>(&address))
    return {.type = IdentifierType::email, .value = email->value};
  return {.type = IdentifierType::phone, .value = std::get<PhoneNumber>(address).value};
}

Outcome<Identifier> require_recipient(const SentIdentifier& sent) {
  if (const auto checked = check_identifier(sent); !checked) return checked.error();
  auto recipient = parse_identifier(sent.type, sent.value);
  if (!recipient) return invalid_input("identifier must be an e-mail address or a phone number");
  return *std::move(recipient);
}

// A code is this dialogue's only: no other one can use or replace it.
std::string scope_of(const Call& call) {
  return "dialogue/" + storage::interaction_handle(call.dialogue.interaction.id);
}

using Account = std::optional<storage::UserStore::WithPassword>;

// So that strangers who have used up the messages of an account leave its owner some.
std::string known_browser_of(const Call& call, const storage::UserStore::WithPassword& account) {
  const MarkedAccount marked{
      .id = account.user.id, .password_updated_at = account.password_updated_at};
  return find_known_browser(call.dependencies, call.request, marked).value_or("");
}

// Whether anybody could use the code: a recipient without an account is not written to where only
// accounts count. The answer does not tell.
bool is_of_use(const Call& call, const CodeOrder& order, const Account& account) {
  if (account) return true;
  if (order.usage == TemplateType::forgot_password) return false;
  const auto& [interaction, state, settings, fields] = call.dialogue;
  if (!check_new_address(call.dependencies, *settings, order.recipient)) return false;
  return state.user_id || decide_event("Register", state, *settings);
}

Task<Outcome<Taken>> send(const Call& call, SendCode body) {
  if (!call.dialogue.state.event) co_return not_started();
  auto recipient = require_recipient(to_sent_identifier(body.identifier));
  if (!recipient) co_return recipient.error();
  const auto event = parse_interaction_event(body.interaction_event).value();

  const Dependencies& dependencies = call.dependencies;
  if (event == InteractionEvent::register_) {
    const auto allowed = check_new_address(dependencies, *call.dialogue.settings, *recipient);
    if (!allowed) co_return allowed.error();
  }
  const storage::UserStore users(dependencies.database, dependencies.tenant);
  const auto account = co_await users.find_with_password(*recipient);
  CodeOrder order{
      .scope = scope_of(call),
      .recipient = *recipient,
      .usage = choose_code_template(call.dialogue, recipient->type, event)};
  if (account) order.known_browser = known_browser_of(call, *account);
  if (!is_of_use(call, order, account)) order.use = messages::MessageOrder::Use::counted;
  auto sent = co_await send_code(&call, std::move(order));
  if (!sent) co_return sent.error();
  auto line = audit(call, call.dialogue.state, action_of(recipient->type, "Create"));
  line.user_id.reset();  // the code is no proof of anybody yet
  dependencies.journal.write(line);
  co_return Taken{.answer = answer_json(200, api::to_json(*std::move(sent)))};
}

Task<Outcome<Taken>> verify(const Call& call, VerifyCode body) {
  if (!call.dialogue.state.event) co_return not_started();
  auto typed = to_sent_identifier(body.identifier);
  auto recipient = require_recipient(typed);
  if (!recipient) co_return recipient.error();
  for (const auto& [text, name] :
       {std::pair(&body.verification_id, "verificationId"), std::pair(&body.code, "code")}) {
    if (const auto checked = check_text(*text, name, max_id_bytes); !checked)
      co_return checked.error();
  }
  EnteredCode entered{
      .scope = scope_of(call),
      .recipient = *recipient,
      .verification_id = std::move(body.verification_id),
      .code = std::move(body.code),
      .method = &method_of(recipient->type),
      .event = audit(call, call.dialogue.state, action_of(recipient->type, "Submit")),
      .typed = std::move(typed)};
  co_return co_await verify_sent_code(&call, std::move(entered));
}

// A message that spoke of something else is no consent to a new password, and the other way round.
bool is_for_recovery(const Verification& verification) {
  return find_string(verification.data, code_template_type) ==
         to_string(TemplateType::forgot_password);
}
RequestError wrong_purpose() {
  return {.code = "session.verification_failed"};
}

Outcome<void> allow_sign_in(const Verification& verification, const SignInExperience& settings) {
  if (is_for_recovery(verification)) return wrong_purpose();
  if (takes_verification_code(settings, verification.identifier.type)) return {};
  return RequestError{.code = "user.sign_in_method_not_enabled", .status = 422};
}

// What an account must have is asked for at its end, so any proven address may begin one.
Outcome<void> allow_registration(const Verification& verification, const SignInExperience&) {
  if (is_for_recovery(verification)) return wrong_purpose();
  return {};
}

Outcome<void> allow_recovery(const Verification& verification, const SignInExperience& settings) {
  if (!is_for_recovery(verification)) return wrong_purpose();
  if (takes_recovery(settings, verification.identifier.type)) return {};
  return RequestError{.code = "session.not_supported_for_forgot_password", .status = 422};
}

void stage_registration(const Verification& verification, ExperienceState& state) {
  stage_address(verification.identifier, state);
}

}  // namespace

const VerificationMethod email_code_method{
    .type = "EmailVerificationCode",
    .amr = "otp",
    .audit_keys =
        {"Interaction.SignIn.Verification.EmailVerificationCode.Create",
         "Interaction.SignIn.Verification.EmailVerificationCode.Submit",
         "Interaction.Register.Verification.EmailVerificationCode.Create",
         "Interaction.Register.Verification.EmailVerificationCode.Submit",
         "Interaction.ForgotPassword.Verification.EmailVerificationCode.Create",
         "Interaction.ForgotPassword.Verification.EmailVerificationCode.Submit"},
    .endpoints =
        {{.path = "verification-code",
          .summary = "Send a verification code by e-mail or SMS",
          .refusals = {400, 401, 404, 422, 429, 501},
          .step = send},
         {.path = "verification-code/verify",
          .summary = "Verify a code that was sent by e-mail or SMS",
          .refusals = {400, 404, 429},
          .step = verify}},
    .sign_in = IdentifyRule{.allow = allow_sign_in},
    .registration = IdentifyRule{.allow = allow_registration, .stage = stage_registration},
    .recovery = IdentifyRule{.allow = allow_recovery},
    .shown = {code_template_type},
};

const VerificationMethod phone_code_method{
    .type = "PhoneVerificationCode",
    .amr = "sms",
    .audit_keys =
        {"Interaction.SignIn.Verification.PhoneVerificationCode.Create",
         "Interaction.SignIn.Verification.PhoneVerificationCode.Submit",
         "Interaction.Register.Verification.PhoneVerificationCode.Create",
         "Interaction.Register.Verification.PhoneVerificationCode.Submit",
         "Interaction.ForgotPassword.Verification.PhoneVerificationCode.Create",
         "Interaction.ForgotPassword.Verification.PhoneVerificationCode.Submit"},
    .sign_in = email_code_method.sign_in,
    .registration = email_code_method.registration,
    .recovery = email_code_method.recovery,
    .shown = {code_template_type},
};

Outcome<Verification> require_proven_address(
    const ExperienceState& state, std::string_view id, IdentifierType type, TimePoint now
) {
  const auto* found = state.find(id);
  const auto type_of_method = method_of(type).type;
  if (found == nullptr || found->type != type_of_method)
    return RequestError{.code = "session.verification_session_not_found", .status = 404};
  if (found->expires_at <= now) return RequestError{.code = "session.verification_expired"};
  if (is_for_recovery(*found)) return wrong_purpose();
  return *found;
}

void stage_address(const Identifier& identifier, ExperienceState& state) {
  if (identifier.type == IdentifierType::phone) {
    state.profile.phone = identifier.value;
    return;
  }
  if (state.profile.email && *state.profile.email != identifier.value) {
    state.organizations.clear();
    state.roles.clear();
  }
  state.profile.email = identifier.value;
}

}  // namespace daemun::experience
