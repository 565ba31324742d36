#include "experience/verifications/one_time_token.h"

#include "experience/sentinel.h"
#include "experience/webhooks.h"
#include "storage/log_store.h"
#include "storage/one_time_token_store.h"
#include "storage/user_store.h"

#include <stdexcept>
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
  auto email = parse_identifier(IdentifierType::email, attempt.identifier.value);
  if (attempt.identifier.type != IdentifierType::email || !email) {
    co_return invalid_input("identifier must be an e-mail address");
  }
  const auto language = language_of(request);
  const auto target = password_target(attempt.identifier);
  const auto unlocked = co_await require_unlocked(dependencies, target, language);
  if (!unlocked) co_return unlocked.error();

  const storage::OneTimeTokenStore tokens(
      dependencies.database, dependencies.vault, dependencies.tenant
  );
  const storage::UserStore users(dependencies.database, dependencies.tenant);
  const storage::LogStore logs(dependencies.database, dependencies.tenant);
  const storage::SentinelStore sentinel(dependencies.database, dependencies.tenant);
  const auto now = dependencies.clock.now();
  const auto token = co_await tokens.find_by_value(attempt.token);
  auto problem = problem_of(token, *email, now);
  auto event = make_audit_event(dependencies, request, attempt.interaction, std::string(audit_key));
  storage::Plan plan;
  if (!problem.code.empty()) {
    event.is_success = false;
    event.error = problem.code;
    plan.add(sentinel.count_failure(target, attempt.sentinel_policy, now)).add(logs.insert(event));
    FailedAttempt failed{
        .source = {.interaction_event = attempt.interaction_event, .audit = event},
        .identifier = attempt.identifier,
        .lockout = {.target = target, .until = now + attempt.sentinel_policy.lockout_duration}};
    auto messages = co_await plan_lockout_messages(dependencies, std::move(failed));
    plan.add(std::move(messages));
    const auto counted = co_await dependencies.database.commit(std::move(plan));
    if (!counted) throw std::runtime_error("a failed attempt could not be counted");
    co_return problem;
  }
  if (!is_for_event(*token, to_string(attempt.interaction_event))) {
    co_return RequestError{.code = "one_time_token.interaction_event_mismatch"};
  }
  // Many guesses at once must not outrun the lock that the first of them set.
  const auto still_unlocked = co_await require_unlocked(dependencies, target, language);
  if (!still_unlocked) co_return still_unlocked.error();

  OneTimeTokenProof proof;
  proof.verification.id = crypto::random_id(dependencies.random, 21);
  proof.verification.type = VerificationType::one_time_token;
  proof.verification.expires_at = now + verification_lifetime;
  proof.verification.organizations = jit_organizations(*token);
  proof.verification.roles = jit_roles(*token);
  const auto user = co_await users.find(*email);
  if (user) proof.verification.user_id = event.user_id.emplace(user->id);
  proof.verification.identifier = std::move(*email);
  plan.add(tokens.consume(token->id, now)).add(logs.insert(event));
  proof.plan = std::move(plan);
  co_return proof;
}

}  // namespace daemun::experience
