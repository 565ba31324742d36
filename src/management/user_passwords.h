// Administrators' access to a user's password: /users/{userId}/password...
#ifndef DAEMUN_MANAGEMENT_USER_PASSWORDS_H
#define DAEMUN_MANAGEMENT_USER_PASSWORDS_H

#include "management/dependencies.h"
#include "management/operation.h"
#include "storage/grant_store.h"
#include "storage/session_end.h"
#include "storage/user_list_store.h"
#include "storage/user_store.h"

#include <optional>
#include <string>
#include <vector>

namespace daemun::management {

// Hashed in the pool, in normalisation form C. The tenant's policy is for what people choose, not
// for administrators. Errors: 400 guard.invalid_input for one that is too long to be hashed.
Task<api::Outcome<UserPassword>> hash_new_password(
    const Dependencies& dependencies, std::string password
);

}  // namespace daemun::management

#endif
