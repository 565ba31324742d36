#include "experience/verifications/password.h"

#include "crypto/password_hash.h"
#include "experience/sentinel.h"
#include "experience/webhooks.h"
#include "storage/log_store.h"
#include "storage/user_store.h"

#include <utility>

namespace daemun::experience {
namespace {

using Account = std::optional<storage::UserStore::WithPassword>;

constexpr std::string_view audit_key = "Interaction.SignIn.Verification.Password.Submit";

// One Argon2id computation, whether there is such a user or not.
Task<bool> matches(
    const Dependencies& dependencies, std::optional<UserPassword> stored, Secret password
) {
  const auto algorithm =
      stored ? crypto::parse_password_algorithm(stored->algorithm) : std::nullopt;
  if (!algorithm) {
    co_return co_await dependencies.passwords.verify_nobody(std::move(password));
  }
  const bool is_right = co_await dependencies.passwords.verify(password, stored->hash, *algorithm);
  // An imported hash is checked faster than ours: the wrong password must not tell. The right one
  // is hashed anew, which takes as long.
  if (!is_right && *algorithm != crypto::PasswordAlgorithm::argon2id) {
    co_return co_await dependencies.passwords.verify_nobody(std::move(password));
  }
  co_return is_right;
}

bool is_outdated(const UserPassword& stored) {
  const auto algorithm = crypto::parse_password_algorithm(stored.algorithm);
  return algorithm != crypto::PasswordAlgorithm::argon2id || crypto::needs_rehash(stored.hash);
}

// Durable before the answer: a crash forgets no attempt.
Task<RequestError> refuse(
    const Dependencies& dependencies, AuditEvent event, storage::Plan plan, RequestError error
) {
  event.is_success = false;
  event.error = error.code;
  const storage::LogStore logs(dependencies.database, dependencies.tenant);
  plan.add(logs.insert(event));
  const auto committed = co_await dependencies.database.commit(std::move(plan));
  if (!committed) throw std::runtime_error("a failed attempt could not be counted");
  co_return error;
}

}  // namespace

Task<Outcome<PasswordProof>> prove_password(
    const Dependencies& dependencies, http::Request request, PasswordAttempt attempt
) {
  const auto language = language_of(request);
  const auto target = password_target(attempt.identifier);
  const storage::SentinelStore sentinel(dependencies.database, dependencies.tenant);
  const storage::UserStore users(dependencies.database, dependencies.tenant);

  const auto unlocked = co_await require_unlocked(dependencies, target, language);
  if (!unlocked) co_return unlocked.error();

  auto identifier = parse_identifier(attempt.identifier.type, attempt.identifier.value);
  Account account;
  if (identifier) account = co_await users.find_with_password(*identifier);
  auto stored = account ? account->password : std::nullopt;
  const bool is_right = co_await matches(dependencies, stored, attempt.password);

  auto event = make_audit_event(dependencies, request, attempt.interaction, std::string(audit_key));
  if (account) event.user_id = account->user.id;
  storage::Plan plan;
  if (!is_right) {
    plan.add(sentinel.count_failure(target, attempt.sentinel_policy, event.created_at));
    FailedAttempt failed{
        .source = {.interaction_event = attempt.interaction_event, .audit = event},
        .identifier = attempt.identifier,
        .lockout = {
            .target = target,
            .until = event.created_at + attempt.sentinel_policy.lockout_duration}};
    auto messages = co_await plan_lockout_messages(dependencies, std::move(failed));
    plan.add(std::move(messages));
    RequestError error{.code = "session.invalid_credentials", .status = 422};
    co_return co_await refuse(dependencies, std::move(event), std::move(plan), std::move(error));
  }
  // Many guesses at once must not outrun the lock that the first of them set.
  const auto still_unlocked = co_await require_unlocked(dependencies, target, language);
  if (!still_unlocked) co_return still_unlocked.error();
  if (account->user.is_suspended) {
    RequestError error{.code = "user.suspended", .status = 401};
    co_return co_await refuse(dependencies, std::move(event), std::move(plan), std::move(error));
  }
  if (account->is_password_expired) {
    RequestError error{.code = "password.expired", .status = 422};
    co_return co_await refuse(dependencies, std::move(event), std::move(plan), std::move(error));
  }

  const auto now = dependencies.clock.now();
  if (is_outdated(*stored)) {
    UserPassword renewed{.hash = {}, .algorithm = "Argon2id"};
    renewed.hash = co_await dependencies.passwords.hash(attempt.password);
    plan.add(users.renew_hash(account->user.id, *stored, renewed));
  }
  const storage::LogStore logs(dependencies.database, dependencies.tenant);
  plan.add(sentinel.clear(target)).add(logs.insert(event));

  PasswordProof proof;
  proof.verification.id = crypto::random_id(dependencies.random, 21);
  proof.verification.type = VerificationType::password;
  proof.verification.identifier = std::move(*identifier);
  proof.verification.user_id = account->user.id;
  proof.verification.expires_at = now + verification_lifetime;
  proof.plan = std::move(plan);
  co_return proof;
}

}  // namespace daemun::experience
