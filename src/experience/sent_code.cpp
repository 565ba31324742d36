#include "experience/sent_code.h"

#include "crypto/random_text.h"
#include "experience/code_message.h"
#include "experience/sentinel.h"
#include "storage/log_store.h"
#include "storage/verification_code_store.h"

#include <stdexcept>
#include <utility>

namespace daemun::experience {
namespace {

constexpr std::string_view code_guess = "VerificationCode";
// Apart from the other one, which strangers can use up.
constexpr std::string_view factor_guess = "MfaCode";

storage::VerificationCodeStore store_of(const Dependencies& dependencies) {
  return {dependencies.database, dependencies.vault, dependencies.tenant};
}

Task<Outcome<Guess>> begin(const Call* call, EnteredCode entered) {
  if (!entered.typed) co_return co_await begin_factor_guess(*call, factor_guess);
  co_return co_await begin_guess(*call, *entered.typed, std::move(entered.recipient), code_guess);
}

// Compares the code. This counts as an attempt even if the dialogue cannot be saved afterwards.
Task<Outcome<Proof>> prove(const Call* call, VerificationCode code, EnteredCode entered) {
  const Dependencies& dependencies = call->dependencies;
  auto guess = co_await begin(call, entered);
  if (!guess) co_return guess.error();
  if (guess->account) entered.event.user_id = guess->account->user.id;
  storage::CodeAttempt attempt{
      .recipient = entered.recipient,
      .value = Secret(std::move(entered.code)),
      .policy = call->dialogue.settings->verification_code_policy,
      .now = dependencies.clock.now()};
  const auto store = store_of(dependencies);
  auto problem = co_await store.compare(code, std::move(attempt));
  if (!problem.empty()) {
    WrongGuess wrong{
        .place = std::move(guess->place),
        .identifier = std::move(entered.typed).value_or(SentIdentifier()),
        .event = std::move(entered.event),
        .error = {.code = std::move(problem)}};
    co_return co_await refuse_guess(*call, std::move(wrong));
  }

  const storage::SentinelStore sentinel(dependencies.database, dependencies.tenant);
  const storage::LogStore logs(dependencies.database, dependencies.tenant);
  Proof proof;
  proof.verification =
      make_verification(dependencies, *entered.method, std::move(entered.recipient));
  proof.verification.id = code.id;
  proof.verification.data[code_template_type] = to_string(code.usage);
  own(proof.verification, guess->account);
  proof.plan.add(store.consume(code, dependencies.clock.now()))
      .add(sentinel.clear(guess->place.target))
      .add(logs.insert(entered.event));
  co_return proof;
}

}  // namespace

Task<Outcome<VerificationId>> send_code(const Call* call, CodeOrder wanted) {
  const Dependencies& dependencies = call->dependencies;
  const VerificationCode code{
      .id = crypto::random_id(dependencies.random, 21),
      .scope = std::move(wanted.scope),
      .identifier = std::move(wanted.recipient),
      .usage = wanted.usage,
      .created_at = dependencies.clock.now()};
  const Secret value(
      crypto::random_text(dependencies.random, verification_code_length, "0123456789")
  );
  const auto context = message_context_of(*call);
  auto order = co_await make_code_order(&context, code, value);
  order.use = wanted.use;
  order.known_browser = std::move(wanted.known_browser);
  auto message = co_await dependencies.messenger.prepare(order);
  if (!message) co_return co_await refuse_message(call, std::move(order), message.error());

  storage::Plan plan;
  plan.add(store_of(dependencies).put(code, value));
  if (order.use == messages::MessageOrder::Use::sent) plan.add(*std::move(message));
  const auto committed = co_await dependencies.database.commit(std::move(plan));
  if (!committed) throw std::runtime_error("a verification code could not be stored");
  co_return VerificationId{code.id};
}

Task<Outcome<Taken>> verify_sent_code(const Call* call, EnteredCode entered) {
  const Dependencies& dependencies = call->dependencies;
  const auto code = co_await store_of(dependencies).find(entered.scope, entered.recipient.type);
  if (!code || code->id != entered.verification_id) {
    co_return RequestError{.code = "session.verification_session_not_found", .status = 404};
  }
  // Refusals that need no comparison are not guesses, so they cannot lock another recipient.
  const auto& policy = call->dialogue.settings->verification_code_policy;
  const auto known =
      verification_code_problem(*code, entered.recipient, policy, dependencies.clock.now());
  auto& proof = call->work.proof;
  const bool was_last_try = proof && known == "verification_code.exceed_max_try";
  if (!known.empty() && !was_last_try) co_return RequestError{.code = std::string(known)};
  if (!proof) {
    auto proven = co_await prove(call, *code, std::move(entered));
    if (!proven) co_return proven.error();
    proof = std::move(*proven);
  }
  co_return experience::prove(*call, *proof);
}

}  // namespace daemun::experience
