// Additions of a dialogue to an existing account, column by column: an administrator may be
// changing the others at the same time.
#ifndef DAEMUN_EXPERIENCE_ACCOUNT_CHANGES_H
#define DAEMUN_EXPERIENCE_ACCOUNT_CHANGES_H

#include "domain/user.h"
#include "experience/request_error.h"
#include "storage/user_store.h"

namespace daemun::experience {

storage::UserChanges changes_between(const User& before, const User& after);

// What a person is told whose plan was refused: that another account has the identifier (422
// user.username_already_in_use, user.email_already_in_use, user.phone_already_in_use) or the
// account at another service (422 user.identity_already_in_use) by now; else conflict().
RequestError refusal_of(const storage::Conflict& conflict);

}  // namespace daemun::experience

#endif
