// Committing what a call changes, with what follows from it: other processes notice changed
// settings, and the webhooks that listen to the row's event are told. All in one plan.
#ifndef DAEMUN_MANAGEMENT_CHANGE_H
#define DAEMUN_MANAGEMENT_CHANGE_H

#include "base/json.h"
#include "management/dependencies.h"
#include "management/operation.h"
#include "storage/sql.h"

namespace daemun::management {

using Committed = Result<void, storage::Conflict>;

// `data` is the thing as it is after the change, as the API shows it; null when it is gone.
// Settings are what storage::Settings caches: applications, resources, scopes, roles, sign-in
// experience, keys, configuration, webhooks.
Task<Committed> commit_settings(
    const Dependencies& dependencies,
    const Call& call,
    storage::Plan plan,
    json::value data = nullptr
);
// For everything else: users, organizations and their members, tokens.
Task<Committed> commit_data(
    const Dependencies& dependencies,
    const Call& call,
    storage::Plan plan,
    json::value data = nullptr
);

// What most removals are: 204, or `missing` when the statement hits nothing.
Answer remove_setting(
    const Dependencies& dependencies,
    Call call,
    storage::Statement statement,
    api::RequestError missing
);
Answer remove_data(
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
