#include "experience/verifications/mfa_code.h"

#include "crypto/random_text.h"
#include "experience/code_message.h"
#include "experience/sentinel.h"
#include "storage/interaction_store.h"
#include "storage/log_store.h"
#include "storage/verification_code_store.h"

#include <stdexcept>
#include <utility>

namespace daemun::experience {
namespace {

constexpr std::size_t max_text_bytes = 64;
constexpr std::string_view guess_action = "MfaCode";
constexpr std::string_view template_type = "templateType";

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

storage::VerificationCodeStore store_of(const Dependencies& dependencies) {
  return {dependencies.database, dependencies.vault, dependencies.tenant};
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

Task<Outcome<Taken>> send_mfa_code(const Call& call, SendMfaCode body) {
  if (const auto allowed = require_event(call.dialogue.state); !allowed) co_return allowed.error();
  auto recipient = co_await load_recipient(&call, type_of(body.identifier_type));
  if (!recipient) co_return recipient.error();
  const Dependencies& dependencies = call.dependencies;
  VerificationCode code{
      .id = crypto::random_id(dependencies.random, 21),
      .scope = scope_of(call),
      .identifier = *recipient,
      .usage = TemplateType::mfa_verification,
      .created_at = dependencies.clock.now()};
  const Secret value(
      crypto::random_text(dependencies.random, verification_code_length, "0123456789")
  );
  auto order = co_await make_code_order(&call, code, value);
  auto message = co_await dependencies.messenger.prepare(order);
  if (!message) co_return co_await refuse_message(&call, std::move(order), message.error());
  storage::Plan plan;
  plan.add(store_of(dependencies).put(code, value)).add(*std::move(message));
  const auto committed = co_await dependencies.database.commit(std::move(plan));
  if (!committed) throw std::runtime_error("a verification code could not be stored");
  dependencies.journal.write(audit(call, call.dialogue.state, action_of(recipient->type, "Create"))
  );
  co_return Taken{.answer = answer_json(200, api::to_json(VerificationId{code.id}))};
}

Task<Outcome<Taken>> verify_mfa_code(const Call& call, VerifyMfaCode body) {
  if (const auto allowed = require_event(call.dialogue.state); !allowed) co_return allowed.error();
  for (const auto& [text, name] :
       {std::pair(&body.verification_id, "verificationId"), std::pair(&body.code, "code")}) {
    if (const auto checked = check_text(*text, name, max_text_bytes); !checked)
      co_return checked.error();
  }
  auto recipient = co_await load_recipient(&call, type_of(body.identifier_type));
  if (!recipient) co_return recipient.error();
  const Dependencies& dependencies = call.dependencies;
  const auto store = store_of(dependencies);
  const auto code = co_await store.find(scope_of(call), recipient->type);
  if (!code || code->id != body.verification_id)
    co_return RequestError{.code = "session.verification_session_not_found", .status = 404};
  const auto& policy = call.dialogue.settings->verification_code_policy;
  const auto known = verification_code_problem(*code, *recipient, policy, dependencies.clock.now());
  if (!known.empty()) co_return RequestError{.code = std::string(known)};
  auto guess = co_await begin_factor_guess(call, guess_action);
  if (!guess) co_return guess.error();

  auto event = audit(call, call.dialogue.state, action_of(recipient->type, "Submit"));
  storage::CodeAttempt attempt{
      .recipient = *recipient,
      .value = Secret(std::move(body.code)),
      .policy = policy,
      .now = dependencies.clock.now()};
  auto problem = co_await store.compare(*code, std::move(attempt));
  if (!problem.empty()) {
    WrongGuess wrong{
        .place = std::move(guess->place),
        .event = std::move(event),
        .error = {.code = std::move(problem)}};
    co_return co_await refuse_guess(call, std::move(wrong));
  }
  const storage::SentinelStore sentinel(dependencies.database, dependencies.tenant);
  const storage::LogStore logs(dependencies.database, dependencies.tenant);
  Proof proof;
  const auto& method = method_of(recipient->type);
  proof.verification = make_verification(dependencies, method, *std::move(recipient));
  proof.verification.id = code->id;
  proof.verification.data[template_type] = to_string(code->usage);
  own(proof.verification, guess->account);
  proof.plan.add(store.consume(*code, dependencies.clock.now()))
      .add(sentinel.clear(guess->place.target))
      .add(logs.insert(event));
  co_return prove(call, std::move(proof));
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
          .step = send_mfa_code},
         {.path = "mfa-verification-code/verify",
          .summary = "Verify a code that was sent as a second factor",
          .refusals = {400, 404, 429},
          .step = verify_mfa_code}},
    .shown = {template_type},
};

const VerificationMethod mfa_phone_code_method{
    .type = "MfaPhoneVerificationCode",
    .amr = "sms",
    .factor = Factor::phone_verification_code,
    .shown = {template_type},
};

}  // namespace daemun::experience
