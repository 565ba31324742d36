// The removal of a user with all that is theirs, for an administrator's call and for an account
// whose time of grace is over. The database removes the user's rows with the user; the applications
// that the user was signed in to are told.
#ifndef DAEMUN_STORAGE_USER_REMOVAL_H
#define DAEMUN_STORAGE_USER_REMOVAL_H

#include "storage/last_administrator.h"
#include "storage/session_end.h"
#include "storage/sql.h"
#include "storage/user_store.h"

namespace daemun::storage {

struct RemovalStores {
  const LastAdministrator& administrators;
  const SessionEnd& session_end;
  const UserStore& users;
};

struct UserRemoval {
  Plan guard{};  // begins the plan: an administrator is left (storage/last_administrator.h)
  Plan plan{};   // holds only if the user is there
};
// `stores` outlives the task.
Task<UserRemoval> plan_user_removal(const RemovalStores* stores, UserId user);

}  // namespace daemun::storage

#endif
