// Whether a person may choose this password: the tenant's policy, and where an administrator has
// turned it on, the public range service of leaked passwords.
#ifndef DAEMUN_EXPERIENCE_PASSWORD_CHECK_H
#define DAEMUN_EXPERIENCE_PASSWORD_CHECK_H

#include "base/secret.h"
#include "base/task.h"
#include "domain/password_policy.h"
#include "domain/user.h"
#include "experience/dependencies.h"
#include "experience/request_error.h"

#include <string>
#include <string_view>

namespace daemun::experience {

// Errors: 422 password.rejected, with the issues as `data`.
Task<Outcome<void>> require_good_password(
    const Dependencies& dependencies, PasswordPolicy policy, PasswordOwner owner, Secret password
);

// Whether it is the one that is stored. `network`: in whose line the work waits.
Task<bool> is_same_password(
    const Dependencies* dependencies, UserPassword stored, Secret password, std::string network
);

// Whether the service's answer for the first five digits ("SUFFIX:COUNT" lines; padding has count
// 0) holds the rest of an upper-case hexadecimal SHA-1.
bool is_in_range(std::string_view answer, std::string_view suffix);

}  // namespace daemun::experience

#endif
