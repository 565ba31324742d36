// One administrator must always be able to sign in to the console: the refusal of calls that could
// shut out the last one, by a change of a user of the admin tenant or of its settings.
#ifndef DAEMUN_MANAGEMENT_LAST_ADMINISTRATOR_H
#define DAEMUN_MANAGEMENT_LAST_ADMINISTRATOR_H

#include "domain/sign_in_experience.h"
#include "management/dependencies.h"
#include "storage/sql.h"
#include "storage/user_store.h"

#include "api/request_error.h"

namespace daemun::management {

// The beginnings of plans that hold only if an administrator is left who can sign in. Empty in
// other tenants, whose users run nothing, and where nobody is shut out. After the call `user`
// cannot sign in, or is no administrator.
Task<storage::Plan> begin_without_administrator(const Dependencies& dependencies, UserId user);
// The call changes identifiers of `user`.
Task<storage::Plan> begin_with_identifiers(
    const Dependencies& dependencies, UserId user, storage::UserChanges changes
);
// The call changes the sign-in experience.
storage::Plan begin_with_settings(
    const Dependencies& dependencies, const SignInExperience& before, const SignInExperience& after
);
// Whether a plan that begins so was refused for that reason.
bool is_last_administrator(const storage::Plan& beginning, const storage::Conflict& conflict);
// 422.
api::RequestError last_administrator_refused();

}  // namespace daemun::management

#endif
