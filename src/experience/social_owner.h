// Whose an account at another service is here, and what a new account gets of it.
#ifndef DAEMUN_EXPERIENCE_SOCIAL_OWNER_H
#define DAEMUN_EXPERIENCE_SOCIAL_OWNER_H

#include "base/task.h"
#include "domain/user.h"
#include "experience/request_error.h"
#include "experience/social_identity.h"
#include "experience/step.h"
#include "storage/user_store.h"

#include <optional>

namespace daemun::experience {

// `call` outlives the tasks.
Task<std::optional<storage::UserStore::WithPassword>> find_owner(
    const Call* call, SocialIdentity identity
);

// The account with an address that the service has verified. An address of an account has been
// proven by its user, or set by an administrator.
struct Related {
  Identifier address{};
  storage::UserStore::WithPassword account{};
};
Task<std::optional<Related>> find_related(const Call* call, SocialIdentity identity);

// What a new account gets: the identity without addresses that others have. Errors: 422
// user.identity_already_in_use, those of check_new_address.
Task<Outcome<SocialIdentity>> complete_new(const Call* call, SocialIdentity identity);

}  // namespace daemun::experience

#endif
