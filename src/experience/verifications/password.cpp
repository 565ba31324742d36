#include "experience/verifications/password.h"

#include "crypto/password_work.h"
#include "domain/network.h"
#include "experience/decisions.h"
#include "experience/sentinel.h"
#include "storage/log_store.h"
#include "storage/user_store.h"

#include <optional>
#include <stdexcept>
#include <utility>

namespace daemun::experience {
namespace {

constexpr std::string_view audit_key = "Interaction.SignIn.Verification.Password.Submit";

Task<crypto::PasswordVerdict> check(
    const Call& call, std::optional<UserPassword> stored, TypedPassword password
) {
  PasswordAttempt attempt{
      .stored = std::move(stored),
      .password = std::move(password),
      .network = network_of(call.request.remote_address)};
  co_return co_await check_password(&call.dependencies, std::move(attempt));
}

// The password is right, and yet there is no way in.
Task<RequestError> refuse_account(
    const Dependencies& dependencies, AuditEvent event, GuessPlace place, RequestError error
) {
  event.is_success = false;
  event.error = error.code;
  const storage::LogStore logs(dependencies.database, dependencies.tenant);
  storage::Plan plan;
  plan.add(give_back(dependencies, place)).add(logs.insert(event));
  const auto committed = co_await dependencies.database.commit(std::move(plan));
  if (!committed) throw std::runtime_error("a refused sign-in could not be logged");
  co_return error;
}

// Why the account is closed although the password is right; an empty code when it is open.
RequestError problem_of(const storage::UserStore::WithPassword& account, const Call& call) {
  if (account.user.is_suspended) return RequestError{.code = "user.suspended", .status = 401};
  const PasswordAge age{
      .updated_at = account.password_updated_at, .account_created_at = account.user.created_at};
  const auto& policy = call.dialogue.settings->password_expiration;
  if (account.is_password_expired || is_too_old(age, policy, call.dependencies.clock.now()))
    return RequestError{.code = "password.expired", .status = 422};
  return RequestError{};
}

Task<Outcome<Proof>> prove_password(const Call& call, SentIdentifier sent, TypedPassword password) {
  const Dependencies& dependencies = call.dependencies;
  auto identifier = parse_identifier(sent.type, sent.value);
  // Before the password is looked at: many guesses at once share the places that there are.
  auto guess = co_await begin_guess(call, sent, identifier);
  if (!guess) co_return guess.error();
  const auto& account = guess->account;
  auto stored = account ? account->password : std::nullopt;
  const auto verdict = co_await check(call, stored, std::move(password));
  auto event = make_audit_event(
      dependencies, call.request, call.dialogue.interaction, std::string(audit_key)
  );
  if (account) event.user_id = account->user.id;
  if (!verdict.is_right) {
    WrongGuess wrong{
        .place = std::move(guess->place),
        .identifier = std::move(sent),
        .event = std::move(event),
        .error = {.code = "session.invalid_credentials", .status = 422}};
    co_return co_await refuse_guess(call, std::move(wrong));
  }
  auto problem = problem_of(*account, call);
  if (!problem.code.empty()) {
    co_return co_await refuse_account(
        dependencies, std::move(event), std::move(guess->place), std::move(problem)
    );
  }

  const storage::UserStore users(dependencies.database, dependencies.tenant);
  const storage::SentinelStore sentinel(dependencies.database, dependencies.tenant);
  const storage::LogStore logs(dependencies.database, dependencies.tenant);
  Proof proof;
  if (verdict.renewed) {
    const UserPassword renewed{.hash = *verdict.renewed, .algorithm = "Argon2id"};
    proof.plan.add(users.renew_hash(account->user.id, *stored, renewed));
  }
  proof.plan.add(sentinel.clear(guess->place.target)).add(logs.insert(event));
  proof.verification = make_verification(dependencies, password_method, std::move(*identifier));
  own(proof.verification, account);
  co_return proof;
}

Task<Outcome<Taken>> verify_password(const Call& call, Credentials body) {
  if (!call.dialogue.state.event) co_return not_started();
  auto& identifier = body.identifier;
  if (const auto checked = check_identifier(identifier); !checked) co_return checked.error();
  auto password = require_typed_password(body.password, "password");
  if (!password) co_return password.error();
  const auto allowed = decide_sign_in_method(identifier.type, *call.dialogue.settings);
  if (!allowed) co_return allowed.error();
  auto& proof = call.work.proof;
  if (!proof) {
    auto proven = co_await prove_password(call, std::move(identifier), std::move(*password));
    if (!proven) co_return proven.error();
    proof = std::move(*proven);
  }
  co_return prove(call, *proof);
}

Outcome<void> allow(const Verification& verification, const SignInExperience& settings) {
  return decide_sign_in_method(verification.identifier.type, settings);
}

}  // namespace

Task<crypto::PasswordVerdict> check_password(
    const Dependencies* dependencies, PasswordAttempt attempt
) {
  const storage::UserStore users(dependencies->database, dependencies->tenant);
  auto works = co_await users.list_password_work();
  crypto::PasswordCheck check{
      .password = std::move(attempt.password.normal),
      .typed = std::move(attempt.password.typed),
      .shared_work = crypto::choose_shared_work(std::move(works)),
      .renewal = crypto::Renewal::when_outdated};
  auto& stored = attempt.stored;
  const auto algorithm =
      stored ? crypto::parse_password_algorithm(stored->algorithm) : std::nullopt;
  if (algorithm) check.stored = crypto::StoredPassword{*algorithm, std::move(stored->hash)};
  co_return co_await dependencies->passwords.check(std::move(attempt.network), std::move(check));
}

const VerificationMethod password_method{
    .type = "Password",
    .amr = "pwd",
    .audit_keys = {audit_key},
    .endpoints =
        {{.path = "password",
          .summary = "Verify a password",
          .refusals = {400, 404, 422, 429},
          .step = verify_password}},
    .sign_in = IdentifyRule{.allow = allow},
};

}  // namespace daemun::experience
