// Committing what a call changes in the caller's account, in one plan with what depends on it: the
// proof that it rests on, its line in the audit log, and the messages for webhooks.
#ifndef DAEMUN_ACCOUNT_CHANGE_H
#define DAEMUN_ACCOUNT_CHANGE_H

#include "storage/sql.h"
#include "storage/user_store.h"

#include "account/dependencies.h"
#include "account/operation.h"

namespace daemun::account {

struct AccountChange {
  // For a change after which the account signs in to nothing: begins the plan, that an
  // administrator is left (storage/last_administrator.h). A change of identifiers has its own.
  storage::Plan guard{};
  storage::Plan plan{};
  // As webhooks see the account then. Without an id: the account stays as it is, and they are not
  // told.
  User after{};
  json::object details{};     // of the audit line; nothing secret
  json::object membership{};  // of Organization.Membership.Updated; empty: it is not told
};

// Tells webhooks User.Data.Updated. A step-up that counted when the call came in and no longer
// does, because the password or the address has changed, lets the plan fail. Errors: 422
// user.username_already_in_use, user.email_already_in_use, user.phone_already_in_use,
// user.identity_already_in_use, console.last_administrator; api::conflict() for every other lost
// race. `call` outlives the task.
Task<api::Outcome<void>> commit(
    const Dependencies* dependencies, const Call* call, AccountChange change
);

// For a line of one's own, with the row's key. It names who acts for the person, where the token
// comes from a token exchange.
AuditEvent make_audit_event(const Dependencies& dependencies, const Call& call);

// The columns in which `after` differs from the caller's account, and the end of a picture that it
// no longer shows. The plan holds while its
// identifiers, documents and accounts at other services are those that the call has seen: of two
// calls at once that each remove one of the last two ways in, one decides anew.
storage::Plan plan_update(const Dependencies& dependencies, const Call& call, const User& after);

// Whether the caller's account, changed to `after`, can still be signed in to. Errors: 400
// user.last_sign_in_method_required.
Task<api::Outcome<void>> require_sign_in_method(
    const Dependencies* dependencies, const Call* call, User after
);

}  // namespace daemun::account

#endif
