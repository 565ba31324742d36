// What goes with a second factor that an account gets or loses outside of a dialogue, and the
// backup codes of a new set.
#ifndef DAEMUN_STORAGE_NEW_FACTOR_H
#define DAEMUN_STORAGE_NEW_FACTOR_H

#include "crypto/random.h"
#include "domain/mfa.h"
#include "storage/user_factor_store.h"
#include "storage/user_store.h"

#include <string>
#include <vector>

namespace daemun::storage {

// A factor that is added is asked for, also where the person has put off the set-up of one. What
// they decided about each sign-in (skipMfaOnSignIn) stays. `users` outlives the task.
Task<Plan> plan_asking_for_factors(const UserStore* users, UserId user, TimePoint now);

// Ten, as text.
std::vector<std::string> make_backup_codes(crypto::Random& random);
// Whether they are ten, each once, written as make_backup_codes writes them.
bool is_backup_code_set(std::vector<std::string> codes);
// What is stored of the codes of a set.
std::vector<std::string> hash_backup_codes(
    const UserFactorStore& store, const UserFactor& set, const std::vector<std::string>& codes
);

}  // namespace daemun::storage

#endif
