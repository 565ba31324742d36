// Where a user is signed in, and what applications have been given: /users/{userId}/sessions and
// /users/{userId}/grants.
#ifndef DAEMUN_MANAGEMENT_USER_SESSIONS_H
#define DAEMUN_MANAGEMENT_USER_SESSIONS_H

#include "management/dependencies.h"
#include "management/operation.h"
#include "storage/grant_store.h"
#include "storage/session_end.h"
#include "storage/session_store.h"

#include <vector>

namespace daemun::management {

class UserSessions {
 public:
  // Keeps a reference.
  explicit UserSessions(const Dependencies& dependencies);

  std::vector<Operation> operations();

 private:
  Answer list(Call call);
  Answer show(Call call);
  Answer revoke(Call call);
  Answer list_grants(Call call);
  Answer revoke_grant(Call call);

  // Errors: 404 oidc.session_not_found, also for an expired one; 404
  // oidc.invalid_session_account_id for another user's.
  Task<api::Outcome<Session>> find_session(SessionId id, UserId user);

  const Dependencies& dependencies_;
  storage::SessionStore sessions_;
  storage::GrantStore grants_;
  storage::SessionEnd session_end_;
};

}  // namespace daemun::management

#endif
