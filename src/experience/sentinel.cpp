#include "experience/sentinel.h"

#include "experience/decisions.h"

#include <utility>

namespace daemun::experience {

storage::SentinelTarget password_target(const SentIdentifier& identifier) {
  return {
      .target_hash = storage::hash_sentinel_target(identifier.type, identifier.value),
      .action = "Password"};
}

Task<Outcome<void>> require_unlocked(
    const Dependencies& dependencies, storage::SentinelTarget target, Language language
) {
  const storage::SentinelStore store(dependencies.database, dependencies.tenant);
  const auto now = dependencies.clock.now();
  const auto until = co_await store.find_lock(std::move(target), now);
  if (!until) co_return Outcome<void>();
  RequestError error{.code = "session.verification_blocked_too_many_attempts"};
  error.data = json::object{{"relativeTime", relative_time(*until, now, language)}};
  co_return error;
}

}  // namespace daemun::experience
