// A place before the lock against guessing as part of another plan: for an attempt that is looked
// at first, and told of after the commit. Of however many at once, the policy's number is told, as
// with SentinelStore::take_place, whether they are right or wrong.
#ifndef DAEMUN_STORAGE_SENTINEL_PLACE_H
#define DAEMUN_STORAGE_SENTINEL_PLACE_H

#include "storage/sentinel_store.h"

#include <optional>

namespace daemun::storage {

// One of the two is committed. Conflicts: row_count when another attempt has come before it.
struct SentinelPlace {
  Plan taking{};        // of a wrong attempt
  Statement passing{};  // of a right one: there is a place to take, and what was counted is cleared
};

// Nothing while the target is locked, or about to be. `database` outlives the task.
Task<std::optional<SentinelPlace>> plan_sentinel_place(
    Database& database, TenantId tenant, SentinelTarget target, SentinelPolicy policy, TimePoint now
);

}  // namespace daemun::storage

#endif
