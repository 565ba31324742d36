// The counters against guessing. An attempt takes one of the policy's places before a password or
// token is looked at; without a place it is not evaluated, whatever it would have been.
#ifndef DAEMUN_STORAGE_SENTINEL_STORE_H
#define DAEMUN_STORAGE_SENTINEL_STORE_H

#include "base/result.h"
#include "domain/attempt_count.h"
#include "domain/user.h"
#include "storage/database.h"

#include <optional>
#include <string>
#include <string_view>

namespace daemun::storage {

// The guarded target: the hash of an account or identifier, and the kind of attempt on it
// ("Password" ...).
struct SentinelTarget {
  std::string target_hash{};  // hexadecimal SHA-256
  std::string action{};
};

// An account, which has one counter for all its identifiers.
std::string hash_sentinel_target(const UserId& account);
// An identifier that belongs to no account, in whatever spelling; the canonical form counts, if it
// has one.
std::string hash_sentinel_target(IdentifierType type, std::string_view value);

struct LockedOut {
  TimePoint until{};
};

class SentinelStore {
 public:
  SentinelStore(Database& database, TenantId tenant)
      : database_(database), tenant_(std::move(tenant)) {}

  // Until when the target is locked; nothing when it is not.
  Task<std::optional<TimePoint>> find_lock(SentinelTarget target, TimePoint now) const;

  // Takes a place, durably: a crash forgets no attempt. The last place locks the target for those
  // who come after; its holder is still evaluated. Throws Unavailable when parallel attempts win
  // every round.
  Task<Result<void, LockedOut>> take_place(
      SentinelTarget target, SentinelPolicy policy, TimePoint now
  ) const;

  // Returns the place that was taken at `taken_at`: the attempt was no guess.
  Statement give_back(
      const SentinelTarget& target, const SentinelPolicy& policy, TimePoint taken_at
  ) const;
  Statement clear(const SentinelTarget& target) const;
  // Attempts of that kind, from known browsers as well ("Password:...").
  Statement clear_kind(std::string_view target_hash, std::string_view action) const;
  // Attempts of all kinds.
  Statement clear_all(std::string_view target_hash) const;
  // Counters whose window and lock ended before that; at most a thousand at a time.
  Statement remove_expired(TimePoint before) const;

 private:
  Plan plan_step(
      const SentinelTarget& target,
      const std::optional<AttemptCount>& count,
      const SentinelPolicy& policy,
      TimePoint now
  ) const;

  Database& database_;
  TenantId tenant_;
};

}  // namespace daemun::storage

#endif
