#include "storage/user_code_lookup.h"

#include "base/encoding.h"
#include "crypto/digest.h"
#include "domain/network.h"
#include "domain/user_code.h"
#include "storage/device_authorization_store.h"
#include "storage/sentinel_store.h"

#include <stdexcept>
#include <vector>

namespace daemun::storage {
namespace {

// A household has several people, each of whom mistypes now and then. 30 of 2.56e10 an hour are
// nothing, and so are those of a thousand networks.
constexpr SentinelPolicy browser_policy{
    .max_attempts = 10, .lockout_duration = std::chrono::hours(1)};
constexpr SentinelPolicy network_policy{
    .max_attempts = 30, .lockout_duration = std::chrono::hours(1)};

SentinelTarget target_of(std::string_view kind, const std::string& name) {
  return SentinelTarget{
      .target_hash = to_hex(crypto::sha256(std::string(kind) + ":" + name)), .action = "UserCode"};
}

struct Guard {
  SentinelTarget target{};
  SentinelPolicy policy{};
};

}  // namespace

std::string_view to_string(UserCodeProblem problem) {
  constexpr std::string_view words[] = {"not_found", "expired", "used", "too_many_attempts"};
  return words[static_cast<std::size_t>(problem)];
}

Task<Result<DeviceAuthorization, UserCodeProblem>> look_up_user_code(
    Database& database, const Vault& vault, TenantId tenant, UserCodeAttempt attempt, TimePoint now
) {
  auto code = parse_user_code(attempt.typed);
  // A text that cannot be a code is a slip and no guess.
  if (!code) co_return UserCodeProblem::not_found;
  const SentinelStore sentinel(database, tenant);
  const DeviceAuthorizationStore devices(database, vault, tenant);
  const std::vector<Guard> guards{
      // First: a locked network costs one read, whatever its browsers call themselves.
      {.target = target_of("network", network_of(attempt.ip)), .policy = network_policy},
      {.target = target_of("browser", attempt.browser), .policy = browser_policy},
  };
  // Before the code is looked up: many guesses at once share the places that there are.
  for (const auto& guard : guards) {
    const auto place = co_await sentinel.take_place(guard.target, guard.policy, now);
    if (!place) co_return UserCodeProblem::too_many_attempts;
  }
  const auto found = co_await devices.find_by_user_code(std::move(*code));
  if (found) {
    Plan plan;
    for (const auto& guard : guards)
      plan.add(sentinel.give_back(guard.target, guard.policy, now));
    const auto committed = co_await database.commit(std::move(plan));
    if (!committed) throw std::runtime_error("the places of a right user code were not returned");
  }
  if (!found) {
    // The guess that took the last place has locked it.
    for (const auto& guard : guards) {
      const auto locked_until = co_await sentinel.find_lock(guard.target, now);
      if (locked_until) co_return UserCodeProblem::too_many_attempts;
    }
    co_return UserCodeProblem::not_found;
  }
  if (found->status != DeviceStatus::pending) co_return UserCodeProblem::used;
  if (found->expires_at <= now) co_return UserCodeProblem::expired;
  co_return std::move(*found);
}

}  // namespace daemun::storage
