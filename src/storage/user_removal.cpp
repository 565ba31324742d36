#include "storage/user_removal.h"

#include <utility>

namespace daemun::storage {

Task<UserRemoval> plan_user_removal(const RemovalStores* stores, UserId user) {
  UserRemoval removal;
  removal.guard = co_await stores->administrators.without(user);
  removal.plan = co_await stores->session_end.plan_all(user);
  removal.plan.add(stores->users.remove(user));
  co_return removal;
}

}  // namespace daemun::storage
