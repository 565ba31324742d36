// Additions of a dialogue to an existing account, column by column: an administrator may be
// changing the others at the same time.
#ifndef DAEMUN_EXPERIENCE_ACCOUNT_CHANGES_H
#define DAEMUN_EXPERIENCE_ACCOUNT_CHANGES_H

#include "domain/user.h"
#include "storage/user_store.h"

namespace daemun::experience {

storage::UserChanges changes_between(const User& before, const User& after);

}  // namespace daemun::experience

#endif
