// From what a person typed to the device that shows it. Wrong guesses are counted by the network
// and the browser they come from (RFC 8628 5.1): the code is short, and a hit would let the guesser
// have a stranger's device use an account of the guesser's.
#ifndef DAEMUN_STORAGE_USER_CODE_LOOKUP_H
#define DAEMUN_STORAGE_USER_CODE_LOOKUP_H

#include "base/clock.h"
#include "base/result.h"
#include "domain/device_authorization.h"
#include "storage/database.h"
#include "storage/vault.h"

#include <string>
#include <string_view>

namespace daemun::storage {

enum class UserCodeProblem {
  not_found,  // also what cannot be a code
  expired,
  used,  // answered already
  too_many_attempts,
};

// The enumerator's name: the pages know it.
std::string_view to_string(UserCodeProblem problem);

struct UserCodeAttempt {
  std::string typed{};
  std::string ip{};
  std::string browser{};  // a secret of the browser's
};

// The pending authorization behind the code.
Task<Result<DeviceAuthorization, UserCodeProblem>> look_up_user_code(
    Database& database, const Vault& vault, TenantId tenant, UserCodeAttempt attempt, TimePoint now
);

}  // namespace daemun::storage

#endif
