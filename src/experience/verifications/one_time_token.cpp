#include "experience/verifications/one_time_token.h"

#include "storage/log_store.h"
#include "storage/one_time_token_store.h"

#include <optional>
#include <utility>

namespace daemun::experience {
namespace {

constexpr std::string_view audit_key = "Interaction.SignIn.Verification.OneTimeToken.Submit";

// Empty when the token is good.
RequestError problem_of(
    const std::optional<OneTimeToken>& token, const Identifier& email, TimePoint now
) {
  if (!token) return RequestError{.code = "one_time_token.token_not_found", .status = 404};
  return RequestError{.code = std::string(one_time_token_problem(*token, email.value, now))};
}

}  // namespace

Task<Outcome<OneTimeTokenProof>> prove_one_time_token(
    const Dependencies& dependencies, http::Request request, OneTimeTokenAttempt attempt
) {
  auto email = parse_identifier(IdentifierType::email, attempt.guess.identifier.value);
  if (attempt.guess.identifier.type != IdentifierType::email || !email) {
    co_return invalid_input("identifier must be an e-mail address");
  }
  const storage::OneTimeTokenStore tokens(
      dependencies.database, dependencies.vault, dependencies.tenant
  );
  const storage::LogStore logs(dependencies.database, dependencies.tenant);
  auto guess = co_await begin_guess(dependencies, request, email, attempt.guess);
  if (!guess) co_return guess.error();

  const auto now = dependencies.clock.now();
  const auto token = co_await tokens.find_by_value(attempt.token);
  auto problem = problem_of(token, *email, now);
  if (problem.code.empty() && !is_for_event(*token, to_string(attempt.guess.interaction_event))) {
    problem.code = "one_time_token.interaction_event_mismatch";
  }
  auto event =
      make_audit_event(dependencies, request, attempt.guess.interaction, std::string(audit_key));
  if (!problem.code.empty()) {
    WrongGuess wrong{
        .place = std::move(guess->place),
        .identifier = std::move(attempt.guess.identifier),
        .interaction_event = attempt.guess.interaction_event,
        .event = std::move(event),
        .error = std::move(problem),
        .language = language_of(request)};
    co_return co_await refuse_guess(dependencies, std::move(wrong));
  }

  OneTimeTokenProof proof;
  proof.verification.id = crypto::random_id(dependencies.random, 21);
  proof.verification.type = VerificationType::one_time_token;
  proof.verification.expires_at = now + verification_lifetime;
  proof.verification.organizations = jit_organizations(*token);
  proof.verification.roles = jit_roles(*token);
  if (guess->account) proof.verification.user_id = event.user_id.emplace(guess->account->user.id);
  proof.verification.identifier = std::move(*email);
  proof.plan.add(tokens.consume(token->id, now))
      .add(give_back(dependencies, guess->place))
      .add(logs.insert(event));
  proof.place = std::move(guess->place);
  co_return proof;
}

}  // namespace daemun::experience
