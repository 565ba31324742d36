// Committing what a call changes, with the messages for the webhooks that listen to the row's
// event, in one plan.
#ifndef DAEMUN_MANAGEMENT_CHANGE_H
#define DAEMUN_MANAGEMENT_CHANGE_H

#include "base/json.h"
#include "management/dependencies.h"
#include "management/operation.h"
#include "storage/sql.h"

namespace daemun::management {

using Committed = Result<void, storage::Conflict>;

// `data` is the thing as it is after the change, as the API shows it; null when it is gone.
Task<Committed> commit(
    const Dependencies& dependencies,
    const Call& call,
    storage::Plan plan,
    json::value data = nullptr
);
// Without an event. After a change of settings, this process reads them anew.
Task<Committed> commit(const Dependencies& dependencies, storage::Plan plan);

// Most removals: 204, or `missing` when the statement hits nothing.
Answer commit_removal(
    const Dependencies& dependencies,
    Call call,
    storage::Statement statement,
    api::RequestError missing
);

// The messages of a further event that the call causes beside its row's, to be committed with it.
// `members` add to the payload, "data" among them.
Task<storage::Plan> plan_event(
    const Dependencies& dependencies, const Call& call, std::string event, json::object members
);

}  // namespace daemun::management

#endif
