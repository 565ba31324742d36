#include "storage/user_code_lookup.h"

#include "base/encoding.h"
#include "crypto/digest.h"
#include "domain/network.h"
#include "domain/user_code.h"
#include "storage/device_authorization_store.h"
#include "storage/sentinel_store.h"

#include <stdexcept>

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

Task<bool> is_locked(
    SentinelStore sentinel, SentinelTarget browser, SentinelTarget network, TimePoint now
) {
  const auto browser_lock = co_await sentinel.find_lock(std::move(browser), now);
  if (browser_lock) co_return true;
  const auto network_lock = co_await sentinel.find_lock(std::move(network), now);
  co_return network_lock.has_value();
}

}  // namespace

std::string_view to_string(UserCodeProblem problem) {
  constexpr std::string_view words[] = {"not_found", "expired", "used", "too_many_attempts"};
  return words[static_cast<std::size_t>(problem)];
}

Task<Result<DeviceAuthorization, UserCodeProblem>> look_up_user_code(
    Database& database, const Vault& vault, TenantId tenant, UserCodeAttempt attempt, TimePoint now
) {
  auto code = parse_user_code(attempt.typed);
  // What cannot be a code is a slip and no guess.
  if (!code) co_return UserCodeProblem::not_found;
  const SentinelStore sentinel(database, tenant);
  const DeviceAuthorizationStore devices(database, vault, tenant);
  const auto browser = target_of("browser", attempt.browser);
  const auto network = target_of("network", network_of(attempt.ip));
  const bool is_locked_before = co_await is_locked(sentinel, browser, network, now);
  if (is_locked_before) co_return UserCodeProblem::too_many_attempts;
  const auto found = co_await devices.find_by_user_code(std::move(*code));
  if (!found) {
    Plan plan;
    plan.add(sentinel.count_failure(browser, browser_policy, now))
        .add(sentinel.count_failure(network, network_policy, now));
    const auto committed = co_await database.commit(std::move(plan));
    if (!committed) throw std::runtime_error("a wrong user code could not be counted");
  }
  // Many guesses at once must not outrun the lock that the first of them set.
  const bool is_locked_after = co_await is_locked(sentinel, browser, network, now);
  if (is_locked_after) co_return UserCodeProblem::too_many_attempts;
  if (!found) co_return UserCodeProblem::not_found;
  if (found->status != DeviceStatus::pending) co_return UserCodeProblem::used;
  if (found->expires_at <= now) co_return UserCodeProblem::expired;
  co_return std::move(*found);
}

}  // namespace daemun::storage
