// The end of a session, however it comes: its grants are revoked, the session is removed, and each
// application that wants to be told gets a notice.
#ifndef DAEMUN_STORAGE_SESSION_END_H
#define DAEMUN_STORAGE_SESSION_END_H

#include "base/clock.h"
#include "crypto/random.h"
#include "domain/logout_notice.h"
#include "domain/session.h"
#include "storage/database.h"
#include "storage/grant_store.h"
#include "storage/outbox_store.h"
#include "storage/session_store.h"
#include "storage/settings.h"

#include <string_view>
#include <vector>

namespace daemun::storage {

// Of an outbox message: domain/logout_notice.h has its payload.
inline constexpr std::string_view backchannel_logout_kind = "backchannel_logout";

OutboxMessage make_logout_message(
    const LogoutNotice& notice, crypto::Random& random, TimePoint now
);

struct KeptAccess {
  SessionId session{};  // empty: none
  ApplicationId client{};
};

class SessionEnd {
 public:
  // All outlive it.
  SessionEnd(Database& database, Settings& settings, crypto::Random& random, const Clock& clock)
      : settings_(settings),
        random_(random),
        clock_(clock),
        sessions_(database, settings.tenant()),
        grants_(database, settings.tenant()),
        outbox_(database, settings.tenant()) {}

  Task<Plan> plan_one(SessionId session, UserId user) const;
  // Every session of the user, and every grant, those that outlive their session as well.
  Task<Plan> plan_all(UserId user) const;
  // All of it except one session and its grants. An empty id keeps none.
  Task<Plan> plan_others(UserId user, SessionId kept) const;
  // The same, and the grants of that session that are not the application's: what a thief may have
  // had granted in it ends too.
  Task<Plan> plan_all_but(UserId user, KeptAccess kept) const;
  // After a new password: as plan_others, or nothing if the tenant says so
  // (signOutOnPasswordChange). `kept` is the session in which users have changed their own
  // password.
  Task<Plan> plan_password_change(UserId user, SessionId kept) const;

 private:
  Task<Plan> plan_notices(std::vector<SessionClient> clients, UserId user) const;

  Settings& settings_;
  crypto::Random& random_;
  const Clock& clock_;
  SessionStore sessions_;
  GrantStore grants_;
  OutboxStore outbox_;
};

}  // namespace daemun::storage

#endif
