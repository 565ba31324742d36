// Proof by password. Unknown users and wrong passwords cannot be told apart: neither by the answer
// nor by the time that it takes (checklist A3 38).
#ifndef DAEMUN_EXPERIENCE_VERIFICATIONS_PASSWORD_H
#define DAEMUN_EXPERIENCE_VERIFICATIONS_PASSWORD_H

#include "crypto/password_check.h"
#include "domain/user.h"
#include "experience/dependencies.h"
#include "experience/dialogue.h"
#include "experience/method.h"

#include <optional>
#include <string>

namespace daemun::experience {

// POST password. Errors: 422 session.invalid_credentials (counted before it is answered), 400
// session.verification_blocked_too_many_attempts, 401 user.suspended (only to who knows the
// password), 422 password.expired (likewise), user.sign_in_method_not_enabled.
extern const VerificationMethod password_method;

struct PasswordAttempt {
  std::optional<UserPassword> stored{};  // nothing: of no account, or one without a password
  TypedPassword password;
  std::string network{};  // in whose line the work waits
};
// The same work, whether there is a password or not, and whatever hash it has.
Task<crypto::PasswordVerdict> check_password(
    const Dependencies* dependencies, PasswordAttempt attempt
);

}  // namespace daemun::experience

#endif
