#include "experience/verifications/mfa_code.h"

#include "experience/sent_code.h"
#include "storage/interaction_store.h"
#include "storage/user_store.h"

#include <utility>

namespace daemun::experience {
namespace {

constexpr std::size_t max_text_bytes = 64;

using AddressKind = api::Word<"email", "phone", "Email", "Phone">;

struct SendMfaCode {
  AddressKind identifier_type{};
};
BOOST_DESCRIBE_STRUCT(SendMfaCode, (), (identifier_type))

struct VerifyMfaCode {
  std::string verification_id{};
  std::string code{};
  AddressKind identifier_type{};
};
BOOST_DESCRIBE_STRUCT(VerifyMfaCode, (), (verification_id, code, identifier_type))

IdentifierType type_of(const AddressKind& kind) {
  return kind.is<"phone">() || kind.is<"Phone">() ? IdentifierType::phone : IdentifierType::email;
}

const VerificationMethod& method_of(IdentifierType type) {
  return type == IdentifierType::phone ? mfa_phone_code_method : mfa_email_code_method;
}

// Logto logs them under the names of the codes that sign in.
std::string action_of(IdentifierType type, std::string_view end) {
  const std::string kind = type == IdentifierType::phone ? "Phone" : "Email";
  return "Verification." + kind + "VerificationCode." + std::string(end);
}

// Apart from the codes that sign in: neither takes the place of the other.
std::string scope_of(const Call& call) {
  return "dialogue/" + storage::interaction_handle(call.dialogue.interaction.id) + "/mfa";
}

// Who is known is asked afterwards: with another status, as Logto does.
Outcome<void> require_event(const ExperienceState& state) {
  if (!state.event) return not_started();
  if (*state.event == InteractionEvent::forgot_password)
    return RequestError{.code = "session.not_supported_for_forgot_password"};
  return {};
}

// The account's own address. Errors: 400 session.identifier_not_found, 400
// session.mfa.mfa_factor_not_enabled (it has none of the kind).
Task<Outcome<Identifier>> load_recipient(const Call* call, IdentifierType type) {
  const auto& id = call->dialogue.state.user_id;
  if (!id) co_return RequestError{.code = "session.identifier_not_found"};
  const storage::UserStore users(call->dependencies.database, call->dependencies.tenant);
  const auto user = co_await users.find(*id);
  if (!user) co_return RequestError{.code = "session.identifier_not_found"};
  const auto& address = type == IdentifierType::phone ? user->primary_phone : user->primary_email;
  if (!address) co_return RequestError{.code = "session.mfa.mfa_factor_not_enabled"};
  co_return Identifier{.type = type, .value = *address};
}

Task<Outcome<Taken>> send(const Call& call, SendMfaCode body) {
  if (const auto allowed = require_event(call.dialogue.state); !allowed) co_return allowed.error();
  auto recipient = co_await load_recipient(&call, type_of(body.identifier_type));
  if (!recipient) co_return recipient.error();
  CodeOrder order{
      .scope = scope_of(call), .recipient = *recipient, .usage = TemplateType::mfa_verification};
  auto sent = co_await send_code(&call, std::move(order));
  if (!sent) co_return sent.error();
  call.dependencies.journal.write(
      audit(call, call.dialogue.state, action_of(recipient->type, "Create"))
  );
  co_return Taken{.answer = answer_json(200, api::to_json(*std::move(sent)))};
}

Task<Outcome<Taken>> verify(const Call& call, VerifyMfaCode body) {
  if (const auto allowed = require_event(call.dialogue.state); !allowed) co_return allowed.error();
  for (const auto& [text, name] :
       {std::pair(&body.verification_id, "verificationId"), std::pair(&body.code, "code")}) {
    if (const auto checked = check_text(*text, name, max_text_bytes); !checked)
      co_return checked.error();
  }
  auto recipient = co_await load_recipient(&call, type_of(body.identifier_type));
  if (!recipient) co_return recipient.error();
  EnteredCode entered{
      .scope = scope_of(call),
      .recipient = *recipient,
      .verification_id = std::move(body.verification_id),
      .code = std::move(body.code),
      .method = &method_of(recipient->type),
      .event = audit(call, call.dialogue.state, action_of(recipient->type, "Submit"))};
  co_return co_await verify_sent_code(&call, std::move(entered));
}

}  // namespace

const VerificationMethod mfa_email_code_method{
    .type = "MfaEmailVerificationCode",
    .amr = "otp",
    .factor = Factor::email_verification_code,
    .endpoints =
        {{.path = "mfa-verification-code",
          .summary = "Send a verification code to the user's own address, as a second factor",
          .refusals = {400, 404, 429, 501},
          .step = send},
         {.path = "mfa-verification-code/verify",
          .summary = "Verify a code that was sent as a second factor",
          .refusals = {400, 404, 429},
          .step = verify}},
    .shown = {code_template_type},
};

const VerificationMethod mfa_phone_code_method{
    .type = "MfaPhoneVerificationCode",
    .amr = "sms",
    .factor = Factor::phone_verification_code,
    .shown = {code_template_type},
};

}  // namespace daemun::experience
