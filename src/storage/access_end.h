// The end of what browsers and applications have of a user, at the wish of the user or an
// administrator.
#ifndef DAEMUN_STORAGE_ACCESS_END_H
#define DAEMUN_STORAGE_ACCESS_END_H

#include "domain/session_revocation.h"
#include "storage/grant_store.h"
#include "storage/session_end.h"
#include "storage/session_store.h"

namespace daemun::storage {

struct AccessStores {
  const SessionEnd& session_end;
  const SessionStore& sessions;
  const GrantStore& grants;
};

// A session. `stores` outlives the task.
struct EndedSession {
  SessionId session{};
  UserId user{};
  GrantsToRevoke target = GrantsToRevoke::none;
};
Task<Plan> plan_session_end(const AccessStores* stores, EndedSession ended, TimePoint now);

// One grant, with all its tokens. Its application leaves the session, which would give it the same
// again without asking.
Plan plan_grant_end(const AccessStores& stores, const Grant& grant, TimePoint now);

}  // namespace daemun::storage

#endif
