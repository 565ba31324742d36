// Proof by password. Unknown users and wrong passwords cannot be told apart: neither by the answer
// nor by the time that it takes (checklist A3 38).
#ifndef DAEMUN_EXPERIENCE_VERIFICATIONS_PASSWORD_H
#define DAEMUN_EXPERIENCE_VERIFICATIONS_PASSWORD_H

#include "base/secret.h"
#include "base/task.h"
#include "experience/dependencies.h"
#include "experience/dialogue.h"
#include "experience/experience_state.h"
#include "experience/request_error.h"
#include "experience/sentinel.h"
#include "storage/sql.h"

namespace daemun::experience {

struct PasswordAttempt {
  Attempt guess;
  TypedPassword password;
};

struct PasswordProof {
  Verification verification;
  // What belongs to the success and is committed with it: the counter cleared, an old hash
  // replaced.
  storage::Plan plan;
};

// Errors: 422 session.invalid_credentials (counted before it is answered), 400
// session.verification_blocked_too_many_attempts, 401 user.suspended (only to who knows the
// password), 422 password.expired (likewise).
Task<Outcome<PasswordProof>> prove_password(
    const Dependencies& dependencies, http::Request request, PasswordAttempt attempt
);

}  // namespace daemun::experience

#endif
