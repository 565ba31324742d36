// Failed attempts, counted where parallel requests cannot slip past: in one statement.
#ifndef DAEMUN_STORAGE_SENTINEL_STORE_H
#define DAEMUN_STORAGE_SENTINEL_STORE_H

#include "domain/sign_in_experience.h"
#include "domain/user.h"
#include "storage/database.h"

#include <optional>
#include <string>
#include <string_view>

namespace daemun::storage {

// What is being guarded: the hash of an identifier, and what was tried on it ("Password" ...).
struct SentinelTarget {
  std::string target_hash{};  // hexadecimal SHA-256
  std::string action{};
};

// The hash of an identifier in whatever spelling; the canonical form counts, if it has one.
std::string hash_sentinel_target(IdentifierType type, std::string_view value);

class SentinelStore {
 public:
  SentinelStore(Database& database, TenantId tenant)
      : database_(database), tenant_(std::move(tenant)) {}

  // Until when the target is locked; nothing when it is not.
  Task<std::optional<TimePoint>> find_lock(SentinelTarget target, TimePoint now) const;

  // Counts a failure in the current hour and locks when the policy's number is reached. Durable
  // before the answer goes out, so that a crash forgets no attempt.
  Statement count_failure(const SentinelTarget& target, const SentinelPolicy& policy, TimePoint now)
      const;
  Statement clear(const SentinelTarget& target) const;
  // Whatever was tried on it.
  Statement clear_all(std::string_view target_hash) const;

 private:
  Database& database_;
  TenantId tenant_;
};

}  // namespace daemun::storage

#endif
