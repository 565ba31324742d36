// Everything that is stored of a person, as JSON for them to take along. Nothing secret: no hash,
// no token, no key.
#ifndef DAEMUN_ACCOUNT_PERSONAL_DATA_H
#define DAEMUN_ACCOUNT_PERSONAL_DATA_H

#include "base/json.h"
#include "base/task.h"
#include "storage/tenant_context.h"

#include <cstdint>
#include <optional>

namespace daemun::account {

// Of the audit log, the newest.
inline constexpr std::int64_t max_exported_lines = 1000;

// Nothing when there is no such user. `context` outlives the task.
Task<std::optional<json::object>> load_personal_data(
    const storage::TenantContext* context, UserId user
);

}  // namespace daemun::account

#endif
