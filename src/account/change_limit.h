// How often people write to their own account: what they write goes into the audit log, to webhooks
// and into tokens, so a program with a token must not do it without end.
#ifndef DAEMUN_ACCOUNT_CHANGE_LIMIT_H
#define DAEMUN_ACCOUNT_CHANGE_LIMIT_H

#include "account/dependencies.h"
#include "account/operation.h"

namespace daemun::account {

inline constexpr std::int64_t changes_an_hour = 100;

// Counts a change of the caller's own data, durably. Only for changes without a step-up: the one
// who holds a stolen token can use the places up, and must not keep the owner from ending sessions.
// Errors: 429 request.too_many_requests. `call` outlives the task.
Task<api::Outcome<void>> count_change(const Dependencies* dependencies, const Call* call);

}  // namespace daemun::account

#endif
