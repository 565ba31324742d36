// Somebody must be left who can sign in to the console: what calls say that could remove the last
// one, by deleting or suspending a user of the admin tenant or taking the role away.
#ifndef DAEMUN_MANAGEMENT_LAST_ADMINISTRATOR_H
#define DAEMUN_MANAGEMENT_LAST_ADMINISTRATOR_H

#include "management/dependencies.h"
#include "storage/sql.h"

#include "api/request_error.h"

namespace daemun::management {

// The beginning of the plan of a call after which `user` is no administrator: the plan holds only
// if another one is left. Empty in other tenants, whose users run nothing.
storage::Plan begin_without_administrator(const Dependencies& dependencies, const UserId& user);
// Whether a plan that begins so was refused for that reason.
bool is_last_administrator(const storage::Plan& beginning, const storage::Conflict& conflict);
// 422.
api::RequestError last_administrator_refused();

}  // namespace daemun::management

#endif
