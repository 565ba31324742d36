// Proof by password. Unknown users and wrong passwords cannot be told apart: neither by the answer
// nor by the time that it takes (checklist A3 38).
#ifndef DAEMUN_EXPERIENCE_VERIFICATIONS_PASSWORD_H
#define DAEMUN_EXPERIENCE_VERIFICATIONS_PASSWORD_H

#include "experience/method.h"

namespace daemun::experience {

// POST password. Errors: 422 session.invalid_credentials (counted before it is answered), 400
// session.verification_blocked_too_many_attempts, 401 user.suspended (only to who knows the
// password), 422 password.expired (likewise), user.sign_in_method_not_enabled.
extern const VerificationMethod password_method;

}  // namespace daemun::experience

#endif
