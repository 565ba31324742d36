#include "experience/verifications/password.h"

#include "crypto/password_work.h"
#include "domain/network.h"
#include "storage/log_store.h"
#include "storage/user_store.h"

#include <optional>
#include <stdexcept>
#include <utility>

namespace daemun::experience {
namespace {

constexpr std::string_view audit_key = "Interaction.SignIn.Verification.Password.Submit";

// The same work, whether there is such a user or not, and whatever hash the user has.
Task<crypto::PasswordVerdict> check(
    const Dependencies& dependencies,
    const std::string& network,
    std::optional<UserPassword> stored,
    TypedPassword password
) {
  const storage::UserStore users(dependencies.database, dependencies.tenant);
  auto works = co_await users.list_password_work();
  crypto::PasswordCheck check{
      .password = std::move(password.normal),
      .typed = std::move(password.typed),
      .shared_work = crypto::choose_shared_work(std::move(works)),
      .renewal = crypto::Renewal::when_outdated};
  const auto algorithm =
      stored ? crypto::parse_password_algorithm(stored->algorithm) : std::nullopt;
  if (algorithm) check.stored = crypto::StoredPassword{*algorithm, std::move(stored->hash)};
  co_return co_await dependencies.passwords.check(network, std::move(check));
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
RequestError problem_of(const storage::UserStore::WithPassword& account) {
  if (account.user.is_suspended) return RequestError{.code = "user.suspended", .status = 401};
  if (account.is_password_expired) return RequestError{.code = "password.expired", .status = 422};
  return RequestError{};
}

}  // namespace

Task<Outcome<PasswordProof>> prove_password(
    const Dependencies& dependencies, http::Request request, PasswordAttempt attempt
) {
  const storage::SentinelStore sentinel(dependencies.database, dependencies.tenant);
  const storage::UserStore users(dependencies.database, dependencies.tenant);

  auto identifier = parse_identifier(attempt.guess.identifier.type, attempt.guess.identifier.value);
  // Before the password is looked at: many guesses at once share the places that there are.
  auto guess = co_await begin_guess(dependencies, request, identifier, attempt.guess);
  if (!guess) co_return guess.error();
  const auto& account = guess->account;

  auto stored = account ? account->password : std::nullopt;
  const auto network = network_of(request.remote_address);
  const auto verdict = co_await check(dependencies, network, stored, std::move(attempt.password));
  auto event =
      make_audit_event(dependencies, request, attempt.guess.interaction, std::string(audit_key));
  if (account) event.user_id = account->user.id;
  if (!verdict.is_right) {
    WrongGuess wrong{
        .place = std::move(guess->place),
        .identifier = std::move(attempt.guess.identifier),
        .interaction_event = attempt.guess.interaction_event,
        .event = std::move(event),
        .error = {.code = "session.invalid_credentials", .status = 422},
        .language = language_of(request)};
    co_return co_await refuse_guess(dependencies, std::move(wrong));
  }
  auto problem = problem_of(*account);
  if (!problem.code.empty()) {
    co_return co_await refuse_account(
        dependencies, std::move(event), std::move(guess->place), std::move(problem)
    );
  }

  storage::Plan plan;
  const auto now = dependencies.clock.now();
  if (verdict.renewed) {
    const UserPassword renewed{.hash = *verdict.renewed, .algorithm = "Argon2id"};
    plan.add(users.renew_hash(account->user.id, *stored, renewed));
  }
  const storage::LogStore logs(dependencies.database, dependencies.tenant);
  plan.add(sentinel.clear(guess->place.target)).add(logs.insert(event));

  PasswordProof proof;
  proof.verification.id = crypto::random_id(dependencies.random, 21);
  proof.verification.type = VerificationType::password;
  proof.verification.identifier = std::move(*identifier);
  proof.verification.user_id = account->user.id;
  proof.verification.expires_at = now + verification_lifetime;
  proof.verification.password_updated_at = account->password_updated_at;
  proof.plan = std::move(plan);
  co_return proof;
}

}  // namespace daemun::experience
