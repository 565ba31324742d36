// The end of what is open of an account when its owner says that someone else was in it.
#ifndef DAEMUN_ACCOUNT_DISTRUST_H
#define DAEMUN_ACCOUNT_DISTRUST_H

#include "domain/user.h"
#include "storage/session_end.h"
#include "storage/sql.h"

#include "account/dependencies.h"

namespace daemun::account {

struct Distrust {
  // Sessions, grants, the trust in devices, the invitations that wait for an answer, and what was
  // proven in dialogues. Holds only if the user is there.
  storage::Plan plan{};
  // The old password no longer signs in. If it does, it is to be changed at once.
  bool is_password_expired = false;
};
// `owner` as the account is then. `kept` is the session and application in which the owner chooses
// a new password; empty ids keep none. The password expires only if a code can reset it: an account
// is not shut out by its owner's word.
Task<Distrust> plan_distrust(
    const Dependencies* dependencies, User owner, storage::KeptAccess kept
);

}  // namespace daemun::account

#endif
