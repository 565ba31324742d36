// The offer to undo a change of the e-mail address: the mail to the old address, and its record.
#ifndef DAEMUN_ACCOUNT_EMAIL_UNDO_H
#define DAEMUN_ACCOUNT_EMAIL_UNDO_H

#include "domain/user.h"
#include "storage/sql.h"

#include <string>
#include <vector>

#include "account/dependencies.h"
#include "account/operation.h"

namespace daemun::account {

// The notice of changed identifiers, behind the change: with a link for the old address where the
// account loses its e-mail address. Without a way to send the mail there is no record: nobody would
// have its token. Back to the address of an undo that counts, there is no link, and those of later
// changes are void: the owner has repaired the account by hand. `call` outlives the task.
Task<storage::Plan> plan_identifiers_notice(
    const Dependencies* dependencies, const Call* call, User after
);

// The addresses that a link brings back now, each once, without the one that the account has. They
// may be its owner's, and the one that it has a thief's.
Task<std::vector<std::string>> list_former_addresses(const Dependencies* dependencies, User user);

}  // namespace daemun::account

#endif
