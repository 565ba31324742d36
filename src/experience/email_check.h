// Whether a new account, or one that adds an address, may have it.
#ifndef DAEMUN_EXPERIENCE_EMAIL_CHECK_H
#define DAEMUN_EXPERIENCE_EMAIL_CHECK_H

#include "domain/sign_in_experience.h"
#include "domain/user.h"
#include "experience/dependencies.h"
#include "experience/request_error.h"

namespace daemun::experience {

// For any identifier. Errors: 422 user.invalid_phone (no country has such numbers), 400
// session.email_blocklist.invalid_email, 422
// session.email_blocklist.email_subaddressing_not_allowed, 422
// session.email_blocklist.email_not_allowed.
Outcome<void> check_new_address(
    const Dependencies& dependencies, const SignInExperience& settings, const Identifier& identifier
);

}  // namespace daemun::experience

#endif
